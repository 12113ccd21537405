package org.bolillero.kafka;

import java.util.EnumMap;
import java.util.Map;
import org.bolillero.storage.LogException;

/** What happened in many histories, to see that they are worth something. */
final class SimulatedTally {
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

  void fail(LogException.Kind kind) {
    failures.merge(kind, 1, Integer::sum);
  }

  /** Whether each kind of event has happened often. */
  boolean sawEverything() {
    int least = Math.min(Math.min(Math.min(kills, powerCuts), pauses), Math.min(stops, outages));
    int lost = Math.min(takeovers, Math.min(losses, repetitions));
    int failed =
        Math.min(
            failures.getOrDefault(LogException.Kind.TAKEN_OVER, 0),
            failures.getOrDefault(LogException.Kind.FAILED, 0));
    return Math.min(Math.min(least, lost), failed) > 50 && damages > 10;
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
