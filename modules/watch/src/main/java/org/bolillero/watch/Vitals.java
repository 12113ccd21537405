package org.bolillero.watch;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import org.bolillero.storage.SharedLogs.Leadership;
import org.eclipse.collections.api.list.ImmutableList;
import org.eclipse.collections.api.list.primitive.ImmutableLongList;

/**
 * How an office does, at one moment.
 *
 * @param startedAt when it was started
 * @param betsStored how many bets it has stored since then, repeats included
 * @param betsPerSecond how many of them in each of the last seconds, the latest one last; as many
 *     seconds as have passed, but at most {@link RecentFigures#SECONDS}
 * @param force how long the disk takes, if anything was forced within the last minute
 * @param freeBytes how much room the disk of the data folder has, unless the folder is gone
 * @param leader who leads, if the logs are shared with other offices and it is known
 * @param problems what went wrong since the start, the latest first, at most {@link
 *     RecentFigures#PROBLEMS_MAX}
 */
public record Vitals(
    Instant startedAt,
    long betsStored,
    ImmutableLongList betsPerSecond,
    Optional<Force> force,
    OptionalLong freeBytes,
    Optional<Leadership> leader,
    ImmutableList<Problem> problems) {

  /**
   * How long it took the disk to force a group of entries, within the last minute.
   *
   * @param medianMillis half of the forces took no longer
   * @param slowMillis 99 of 100 took no longer
   */
  public record Force(double medianMillis, double slowMillis) {}

  /**
   * Something that went wrong, perhaps more than once.
   *
   * @param kind what kind of problem it is
   * @param latest when it came the last time
   * @param count how often it has come
   * @param text what it is, in English, for people; that of the last time
   */
  public record Problem(ProblemKind kind, Instant latest, long count, String text) {}
}
