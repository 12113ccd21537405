package org.bolillero.watch;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.bolillero.watch.Readings.InForce;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * Whether an office works, by named checks. Thread-safe; no check waits.
 *
 * <table>
 * <caption>Checks</caption>
 * <tr><th>check</th><th>it fails when</th><th>a restart helps</th></tr>
 * <tr><td>office</td><td>a part of the office has ended that it cannot do without</td><td>yes</td></tr>
 * <tr><td>log</td><td>a log has failed: nothing becomes durable any more</td><td>yes</td></tr>
 * <tr><td>threads</td><td>nothing has looked after connections for 15 s</td><td>yes</td></tr>
 * <tr><td>accept</td><td>agencies cannot connect</td><td>yes</td></tr>
 * <tr><td>draws</td><td>a draw is due and cannot be held</td><td></td></tr>
 * <tr><td>disk</td><td>there is no room for two segments of a log</td><td></td></tr>
 * <tr><td>clock</td><td>it was set within the last minute, or shows a time before the start</td><td></td></tr>
 * <tr><td>certificates</td><td>the own certificate has expired, or all of the authority's or all
 * lists of revoked ones</td><td></td></tr>
 * </table>
 *
 * <p>What a check says is no secret: it names no file, nor anybody.
 */
public final class Health {
  private final ImmutableList<Check> checks;

  /** Something to check. */
  private record Check(String name, boolean isOfLife, Supplier<Optional<String>> problem) {
    Finding run() {
      return new Finding(name, problem.get());
    }
  }

  /**
   * What a check has found.
   *
   * @param check its name
   * @param problem what is wrong, if anything is
   */
  public record Finding(String check, Optional<String> problem) {
    /** {@return whether nothing is wrong} */
    public boolean isGood() {
      return problem.isEmpty();
    }
  }

  Health(
      Signs signs,
      ClockWatch clock,
      FreeSpace disk,
      long roomBytes,
      Readings readings,
      InstantSource time) {
    checks =
        Lists.immutable.of(
            new Check("office", true, signs::office),
            new Check("log", true, signs::log),
            new Check("threads", true, clock::stillness),
            new Check("accept", true, () -> accept(readings)),
            new Check("draws", false, signs::draw),
            new Check("disk", false, () -> room(disk, roomBytes)),
            new Check("clock", false, clock::problem),
            new Check(
                "certificates", false, () -> expired(readings.certificates(), time.instant())));
  }

  /** {@return whether the office lives} Where something is wrong, a restart would help. */
  public ImmutableList<Finding> live() {
    return checks.select(Check::isOfLife).collect(Check::run);
  }

  /** {@return whether the office can take bets} */
  public ImmutableList<Finding> ready() {
    return checks.collect(Check::run);
  }

  private static Optional<String> accept(Readings readings) {
    return readings.isAccepting() ? Optional.empty() : Optional.of("agencies cannot connect");
  }

  private static Optional<String> room(FreeSpace disk, long roomBytes) {
    OptionalLong free = disk.bytes();
    if (free.isEmpty()) {
      return Optional.of("the data folder is gone");
    }
    return free.getAsLong() < roomBytes
        ? Optional.of("expected room for %d bytes, found %d".formatted(roomBytes, free.getAsLong()))
        : Optional.empty();
  }

  /** Of several authorities one may have had its day: those that it vouched for are told apart. */
  private static Optional<String> expired(List<InForce> certificates, Instant now) {
    return UseExpiry.of(certificates)
        .detectOptional(each -> !each.last().isAfter(now))
        .map(each -> each.use() + ": expired at " + each.last());
  }
}
