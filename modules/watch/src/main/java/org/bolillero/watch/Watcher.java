package org.bolillero.watch;

import java.nio.file.Path;
import java.time.InstantSource;
import org.bolillero.office.Draws;
import org.bolillero.office.OfficeEvent;
import org.bolillero.office.OfficeListener;

/**
 * Notes what happens in an office from its start on, for those who look later. Thread-safe; what it
 * costs the intake is an addition for each group of bets.
 */
public final class Watcher implements OfficeListener {
  private final FreeSpace disk;
  private final long roomBytes;
  private final InstantSource clock;
  private final ClockWatch clockWatch;
  private final Signs signs;
  private final RecentFigures figures;
  private final Tallies tallies = new Tallies();

  /**
   * Of an office that starts now.
   *
   * @param data the office's data folder, which may not be there yet
   * @param roomBytes how much room its disk needs for the office to be ready
   * @param clock tells the time
   */
  public Watcher(Path data, long roomBytes, InstantSource clock) {
    this.disk = new FreeSpace(data);
    this.roomBytes = roomBytes;
    this.clock = clock;
    this.clockWatch = new ClockWatch(clock, System::nanoTime);
    this.signs = new Signs(clockWatch);
    this.figures = new RecentFigures(disk, clock, System::nanoTime);
  }

  @Override
  public void on(OfficeEvent event) {
    figures.on(event);
    signs.on(event);
    tallies.on(event);
  }

  /**
   * {@return what there is to see of the office, now that it runs}
   *
   * @param draws its draws
   * @param readings what else can be read of it
   */
  public Watch watch(Draws draws, Readings readings) {
    Health health = new Health(signs, clockWatch, disk, roomBytes, readings, clock);
    Samples samples = new Samples(tallies, draws, disk, health, readings);
    return new Watch(figures, health, new OfficeMetrics(samples));
  }
}
