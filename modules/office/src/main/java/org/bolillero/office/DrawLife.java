package org.bolillero.office;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import org.bolillero.storage.LogException;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.ImmutableList;
import org.eclipse.collections.api.list.MutableList;
import org.jspecify.annotations.Nullable;

/**
 * The life of a draw, as far as it is on record: everything but the bets and the ends of agencies.
 * What is added must obey the rules; a log in which it does not contradicts itself. Thread-safe.
 *
 * <pre>
 *           CLOSED         SEALED          NUMBER           DRAWN
 *   open ─────────► closed ───────► sealed ───────► numbered ──────► drawn ─┐
 *                                    │ ▲               ▲               │    │ DRAWN
 *                                    └─┘ ENTERED       └───────────────┘    │
 *                                    by the first of two   NUMBER, which corrects the one before
 * </pre>
 */
final class DrawLife {
  // Guarded by this.
  private final MutableList<Entry> entries = Lists.mutable.empty();
  private final NumberRounds rounds = new NumberRounds();
  private DrawEvent.@Nullable Opened opened;
  private long closedBy; // The entry; 0 while the draw is open.
  private DrawEvent.@Nullable Sealed seal;
  private DrawEvent.@Nullable Numbered number;
  private DrawEvent.@Nullable Drawn drawn;
  private int results;

  /** Whether a number is known with which the draw was not held yet. */
  private boolean isDue;

  private record Entry(long number, DrawEvent.OnRecord event) {}

  /** Adds what is durable in the log. */
  synchronized void add(long entry, DrawEvent.OnRecord event) throws LogException {
    switch (event) {
      case DrawEvent.Opened opening -> {
        check(opened == null, entry, "a second opening");
        check(drawn == null && closedBy == 0, entry, "an opening after the end");
        opened = opening;
      }
      case DrawEvent.Closed _ -> {
        check(opened != null, entry, "a close without an opening");
        check(closedBy == 0 && seal == null, entry, "a second close");
        closedBy = entry;
      }
      case DrawEvent.Excused _ -> {
        check(opened != null, entry, "an excuse without an opening");
        check(seal == null, entry, "an excuse after the seal");
      }
      case DrawEvent.Sealed sealing -> {
        check(closedBy != 0 || opened == null, entry, "a seal before the close");
        seal = sealing;
      }
      case DrawEvent.Entered entered -> {
        check(seal != null, entry, "a number before the seal");
        check(officials() == 2, entry, "a number of one of two officials, where one decides");
        checkNumber(entry, entered.isCorrection());
        check(rounds.agreed() == null, entry, "a number after two that agree");
        check(
            !rounds.isWaitingFor(entered.decision().who()),
            entry,
            "a second official who is the first, " + entered.decision().who());
        rounds.add(entered);
      }
      case DrawEvent.Numbered numbered -> {
        check(seal != null, entry, "a number before the seal");
        checkNumber(entry, numbered.isCorrection());
        checkSource(entry, numbered);
        rounds.clear();
        number = numbered;
        isDue = true;
      }
      case DrawEvent.Drawn result -> {
        check(seal != null, entry, "a draw without a seal");
        check(isDue || drawn == null, entry, "a second draw");
        check(isDue || opened == null, entry, "a draw without a number");
        check(
            number == null || number.number() == result.winningNumber(),
            entry,
            "a draw with another number");
        drawn = result;
        results++;
        isDue = false;
      }
    }
    entries.add(new Entry(entry, event));
  }

  private void checkNumber(long entry, boolean isCorrection) throws LogException {
    check(opened != null, entry, "a number without an opening");
    check(!isDue, entry, "a second number");
    check(isCorrection == (drawn != null), entry, "a correction before the draw, or none after it");
  }

  private void checkSource(long entry, DrawEvent.Numbered numbered) throws LogException {
    boolean isRight;
    if (!numbered.isCorrection() && fixedNumber().isPresent()) {
      isRight = numbered.officials().isEmpty() && numbered.number() == fixedNumber().getAsInt();
    } else if (officials() == 1) {
      isRight = numbered.officials().size() == 1;
    } else {
      DrawEvent.Numbered agreed = rounds.agreed();
      isRight =
          agreed != null
              && agreed.number() == numbered.number()
              && agreed.officials().equals(numbered.officials());
    }
    check(isRight, entry, "a number that was not entered by those who decide on it");
  }

  /** How many officials decide on a number. */
  synchronized int officials() {
    return opened == null ? 1 : opened.terms().source().officials();
  }

  /** The number, if it was known from the start. */
  synchronized OptionalInt fixedNumber() {
    return opened != null && opened.terms().source() instanceof NumberSource.Fixed(int fixed)
        ? OptionalInt.of(fixed)
        : OptionalInt.empty();
  }

  synchronized DrawEvent.@Nullable Opened opened() {
    return opened;
  }

  synchronized boolean isClosed() {
    return closedBy != 0;
  }

  /** The entry that has closed the draw; 0 while it is open. */
  synchronized long closedBy() {
    return closedBy;
  }

  synchronized DrawEvent.@Nullable Sealed seal() {
    return seal;
  }

  /** The number with which the draw is due, or was held last. */
  synchronized DrawEvent.@Nullable Numbered number() {
    return number;
  }

  /** The latest result. */
  synchronized DrawEvent.@Nullable Drawn drawn() {
    return drawn;
  }

  /** Whether there is a number with which the draw has to be held. */
  synchronized boolean isDue() {
    return isDue;
  }

  /** The number on which two officials agree, while it is not on record yet. */
  synchronized DrawEvent.@Nullable Numbered agreed() {
    return rounds.agreed();
  }

  /** Whether an official has entered a number, and the other one has not. */
  synchronized boolean isWaitingFor(String official) {
    return rounds.isWaitingFor(official);
  }

  /** Whether one of two officials has entered a number, and it waits for the other's. */
  synchronized boolean isHalfEntered() {
    return rounds.isHalfEntered();
  }

  /** Until when no number may be entered, see {@link NumberRounds#pausedUntil}. */
  synchronized Optional<Instant> pausedUntil(Instant now) {
    return rounds.pausedUntil(now);
  }

  synchronized boolean isCorrected() {
    return results > 1;
  }

  synchronized DrawState state() {
    if (drawn != null) {
      return DrawState.DRAWN;
    }
    if (number != null) {
      return DrawState.NUMBERED;
    }
    if (seal != null) {
      return DrawState.SEALED;
    }
    return closedBy != 0 ? DrawState.CLOSED : DrawState.OPEN;
  }

  /** All results, in order. */
  synchronized ImmutableList<DrawEvent.Drawn> results() {
    return entries.collect(Entry::event).selectInstancesOf(DrawEvent.Drawn.class).toImmutable();
  }

  /** The record for people. A number that waits for the other official's is not shown. */
  synchronized ImmutableList<RecordLine> lines() {
    return entries
        .collect(
            each -> RecordText.line(each.number(), each.event(), rounds.isPending(each.event())))
        .toImmutable();
  }

  private static void check(boolean condition, long number, String contradiction)
      throws LogException {
    if (!condition) {
      throw Books.contradiction(number, contradiction);
    }
  }
}
