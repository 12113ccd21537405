package org.bolillero.kafka;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.bolillero.storage.LogException;

/** What happened in many histories, to see that they are worth something. */
public final class SimulatedTally {
  /** In a few hundred histories. */
  private static final int OFTEN = 10;

  long steps;
  long seconds;
  int leads;
  int acknowledged;
  int confirmed;
  int kills;
  int powerCuts;
  int damages;
  int pauses;
  int stops;
  int outages;
  int takeovers;
  int losses;
  int repetitions;

  private final Map<LogException.Kind, Integer> failures = new EnumMap<>(LogException.Kind.class);

  /** An office leads. */
  public void countLead() {
    leads++;
  }

  /** A history is over in this world. */
  public void add(SimulatedWorld world) {
    losses += world.brokers().losses();
    repetitions += world.brokers().repetitions();
    seconds += Duration.ofNanos(world.time().nanoTime()).toSeconds();
  }

  /** An office has failed. */
  public void fail(LogException.Kind kind) {
    failures.merge(kind, 1, Integer::sum);
  }

  /** Whether each kind of event has happened often. */
  boolean sawEverything() {
    int failed =
        Math.min(
            failures.getOrDefault(LogException.Kind.TAKEN_OVER, 0),
            failures.getOrDefault(LogException.Kind.FAILED, 0));
    return sawMisfortunes() && failed > OFTEN && damages > OFTEN;
  }

  /** Whether each kind of misfortune has happened often that loses no topic. */
  public boolean sawMisfortunes() {
    int least = Math.min(Math.min(Math.min(kills, powerCuts), pauses), Math.min(stops, outages));
    return Math.min(least, Math.min(takeovers, Math.min(losses, repetitions))) > OFTEN;
  }

  /** What happened to offices and brokers. */
  public String misfortunes() {
    return "%,d steps, %,d s, %,d leads, %,d kills, %,d power cuts, %,d pauses, %,d stops, %,d outages, %,d takeovers, %,d lost records, %,d repeated ones"
        .formatted(
            steps,
            seconds,
            leads,
            kills,
            powerCuts,
            pauses,
            stops,
            outages,
            takeovers,
            losses,
            repetitions);
  }

  @Override
  public String toString() {
    return "%s, %,d damages, %,d entries acknowledged, %,d confirmed, %s"
        .formatted(misfortunes(), damages, acknowledged, confirmed, failures);
  }
}
