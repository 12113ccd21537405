package org.bolillero.server;

import java.util.concurrent.ThreadFactory;
import org.bolillero.office.Draw;
import org.bolillero.office.DrawState;
import org.bolillero.storage.LogException;
import org.jspecify.annotations.Nullable;

/** Where agencies, officials and the clock come into the office of a process. */
final class SimulatedDoors {
  private final SimulatedNetwork network;
  private final int port;
  private final SimulatedDesk desk;
  private final OfficeSettings settings;
  private final ThreadFactory process;
  private @Nullable Sessions sessions;

  /**
   * Doors that are closed.
   *
   * @param port where agencies find the office
   * @param desk where officials do
   */
  SimulatedDoors(
      SimulatedNetwork network,
      int port,
      SimulatedDesk desk,
      OfficeSettings settings,
      ThreadFactory process) {
    this.network = network;
    this.port = port;
    this.desk = desk;
    this.settings = settings;
    this.process = process;
  }

  /** From now on they come in. */
  void open(Draw draw, Sessions served) {
    sessions = served;
    network.listen(port, served::begin);
    desk.open(draw, process);
    process.newThread(() -> tellTheTime(draw)).start();
  }

  /** As the office's clock does, as long as it matters. */
  private void tellTheTime(Draw draw) {
    try {
      while (draw.state() == DrawState.OPEN && draw.terms().closesAt().isPresent()) {
        draw.closeIfDue();
        network.sleep(250 + network.choices().below(1000));
      }
    } catch (LogException _) {
      // The log itself has told that it has failed.
    }
  }

  /** Nobody comes in any more, and the agencies that are there are told why; not at once. */
  void close(HangUpException why) {
    network.stopListening(port);
    desk.close(process);
    Sessions stopping = sessions;
    if (stopping != null) {
      process.newThread(() -> stopping.stopAll(why, settings.timeouts().shutdown())).start();
    }
  }

  /** The process is gone. */
  void lose() {
    network.loseOffice(port);
    desk.close(process);
  }
}
