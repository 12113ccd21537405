package org.bolillero.office;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.bolillero.lottery.Winners;
import org.bolillero.storage.Log;
import org.bolillero.storage.LogException;
import org.eclipse.collections.api.factory.Lists;

/**
 * The steps from the close to the result that nobody has to decide. A crash between any two of them
 * leads to the same draw, because each step is durable before the next begins and the search for
 * winners is a pure function. Not thread-safe: one thread at a time takes steps.
 *
 * @param terms what is agreed on the draw
 * @param books what the log says of the draw
 */
record DrawCeremony(DrawTerms terms, Log log, Books books, DrawEnvironment environment) {

  /** Puts a step on record. When this returns, it is durable and in the books. */
  void record(DrawEvent.OnRecord step) throws LogException {
    long entry = log.append(DrawEventCodec.toEntry(step));
    log.awaitDurable(entry);
    note(entry, step);
  }

  /** Notes in the books what is durable. */
  void note(long entry, DrawEvent.OnRecord step) throws LogException {
    books.life().add(entry, step);
    environment.listener().on(new OfficeEvent.DrawOnRecord(terms.number(), step));
  }

  /** Now, as exactly as the record is. */
  Instant now() {
    return environment.clock().instant().truncatedTo(ChronoUnit.MILLIS);
  }

  /** Seals the bets, which is before the number is used. */
  void seal() throws LogException {
    record(
        new DrawEvent.Sealed(
            books.totals(terms), Optional.of(new DrawEvent.Stamp(now(), Optional.empty()))));
  }

  /** Puts the number on record, if it is known or agreed on. */
  void number() throws LogException {
    DrawLife life = books.life();
    DrawEvent.Numbered agreed = life.agreed();
    if (agreed != null) {
      record(agreed);
    } else if (life.state() == DrawState.SEALED && life.fixedNumber().isPresent()) {
      record(
          new DrawEvent.Numbered(
              life.fixedNumber().getAsInt(), Lists.immutable.empty(), now(), ""));
    }
  }

  /** Holds the draw, and returns the winners when they may be told to the agencies. */
  Announcement hold() throws LogException {
    DrawLife life = books.life();
    DrawEvent.Drawn before = life.isDue() ? null : life.drawn();
    int number = before == null ? requireNonNull(life.number()).number() : before.winningNumber();
    Winners winners =
        WinnerScan.run(log.slices(WinnerScan.SLICE_BYTES), number, environment.scanThreads());
    DrawEvent.Drawn drawn =
        new DrawEvent.Drawn(number, winners.total(), winners.digest(), Optional.of(now()));
    // The result is durable before any agency learns of it.
    if (before == null) {
      record(drawn);
    } else if (!before.isSameResult(drawn)) {
      throw new LogException(
          LogException.Kind.DAMAGED,
          "the draw was held with %s; repeating it gave %s".formatted(before, drawn));
    }
    return new Announcement(winners, life.isCorrected());
  }
}
