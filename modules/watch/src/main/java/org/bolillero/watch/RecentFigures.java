package org.bolillero.watch;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.bolillero.office.OfficeEvent;
import org.bolillero.office.OfficeListener;
import org.bolillero.storage.SharedLogs.Leadership;

/** What a person at the office wants to know at a glance. Thread-safe. */
public final class RecentFigures implements OfficeListener {
  /** For how many seconds it is known how many bets came. */
  public static final int SECONDS = 300;

  /** How many problems are kept. */
  public static final int PROBLEMS_MAX = 50;

  private static final double MEDIAN = 0.5;
  private static final double SLOW = 0.99;

  private final FreeSpace disk;
  private final InstantSource clock;
  private final LongSupplier nanoClock;
  private final Instant startedAt;
  private final RecentRates bets;
  private final RecentTimes forces;
  private volatile Optional<Leadership> leader = Optional.empty();
  private final RecentProblems problems = new RecentProblems(PROBLEMS_MAX);

  RecentFigures(FreeSpace disk, InstantSource clock, LongSupplier nanoClock) {
    this.disk = disk;
    this.clock = clock;
    this.nanoClock = nanoClock;
    this.startedAt = clock.instant();
    long now = nanoClock.getAsLong();
    this.bets = new RecentRates(SECONDS, now);
    this.forces = new RecentTimes(now);
  }

  @Override
  public void on(OfficeEvent event) {
    switch (event) {
      case OfficeEvent.BetsStored stored -> bets.add(stored.bets());
      case OfficeEvent.LogGroupForced forced -> forces.add(forced.nanos(), nanoClock.getAsLong());
      case OfficeEvent.LeaderKnown(Leadership known) -> leader = Optional.of(known);
      case OfficeEvent.TimePassed _ -> bets.look(nanoClock.getAsLong());
      default -> ProblemReader.read(event).ifPresent(each -> problems.add(each, clock.instant()));
    }
  }

  /** {@return how the office does now} */
  public Vitals now() {
    return new Vitals(
        startedAt, bets.sum(), bets.latest(), force(), disk.bytes(), leader, problems.all());
  }

  private Optional<Vitals.Force> force() {
    return forces
        .quantiles(nanoClock.getAsLong(), MEDIAN, SLOW)
        .map(found -> new Vitals.Force(millis(found[0]), millis(found[1])));
  }

  private static double millis(long nanos) {
    return (double) nanos / TimeUnit.MILLISECONDS.toNanos(1);
  }
}
