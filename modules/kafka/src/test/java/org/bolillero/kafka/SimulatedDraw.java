package org.bolillero.kafka;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;
import org.bolillero.storage.LogEntry;

/**
 * A draw of which each entry is offered once, and the last one says how many stand before it. An
 * {@link AssertionError} is a broken promise.
 */
final class SimulatedDraw extends SimulatedSequence {
  /** An entry that is the last one of a draw, and says how many stand before it. */
  static final int DRAWN = 2;

  private final Set<LogEntry> offered = new HashSet<>();

  SimulatedDraw(int draw, Supplier<SimulatedStream> topic) {
    super(draw, topic);
  }

  boolean isDrawn() {
    return !entries().isEmpty() && entries().getLast().kind() == DRAWN;
  }

  /** An office is about to append an entry. */
  void offer(LogEntry entry) {
    check(offered.add(entry), () -> "the simulation has offered %s twice".formatted(entry));
  }

  @Override
  protected void add(String replica, int place, LogEntry entry) {
    check(
        offered.contains(entry),
        () -> "%s has an entry at place %d that nobody sent".formatted(replica, place));
    check(
        !isDrawn(),
        () -> "%s has an entry behind the result at place %d".formatted(replica, place));
    check(
        entry.kind() != DRAWN || entry.key() == place,
        () -> "a result of %d entries stands at place %d".formatted(entry.key(), place));
  }

  /** And there is a result. */
  @Override
  public void checkOutcome() {
    super.checkOutcome();
    check(isDrawn(), () -> "there is no result");
  }
}
