package org.bolillero.kafka;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.bolillero.storage.LogException;

/** What happened in many histories, to see that they are worth something. */
public final class SimulatedTally {
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
    return sawAllButDamage() && damages > 10;
  }

  /** The same, where no topic loses what was acknowledged. */
  public boolean sawAllButDamage() {
    int least = Math.min(Math.min(Math.min(kills, powerCuts), pauses), Math.min(stops, outages));
    int lost = Math.min(takeovers, Math.min(losses, repetitions));
    int failed =
        Math.min(
            failures.getOrDefault(LogException.Kind.TAKEN_OVER, 0),
            failures.getOrDefault(LogException.Kind.FAILED, 0));
    return Math.min(Math.min(least, lost), failed) > 50;
  }

  @Override
  public String toString() {
    return "%,d steps, %,d s, %,d leads, %,d entries acknowledged, %,d confirmed, %,d kills, %,d power cuts, %,d pauses, %,d stops, %,d outages, %,d takeovers, %,d lost records, %,d repeated ones, %,d damages, %s"
        .formatted(
            steps,
            seconds,
            leads,
            acknowledged,
            confirmed,
            kills,
            powerCuts,
            pauses,
            stops,
            outages,
            takeovers,
            losses,
            repetitions,
            damages,
            failures);
  }
}
