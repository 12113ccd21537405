package org.bolillero.office;

import org.bolillero.lottery.Winners;
import org.bolillero.storage.Log;
import org.bolillero.storage.LogException;

/**
 * Holds the draw, once all expected agencies have finished. A crash between any two of its steps
 * leads to the same draw, because each step is durable before the next begins and the search for
 * winners is a pure function.
 *
 * @param terms what is agreed on the draw
 * @param books what the log said of the draw when it was opened
 * @param scanThreads how many threads look for winners, see {@link WinnerScan}
 */
record DrawCeremony(
    DrawTerms terms, Log log, Books books, int scanThreads, OfficeListener listener) {

  /** Returns the winners when they may be told to the agencies. */
  Winners hold() throws LogException {
    // 1. The bets are sealed before the number is used.
    if (books.seal() == null) {
      append(new DrawEvent.Sealed(books.totals()));
      listener.on(new OfficeEvent.DrawSealed(terms.number()));
    }
    // 2. The draw.
    int number = terms.winningNumber();
    Winners winners = WinnerScan.run(log.slices(WinnerScan.SLICE_BYTES), number, scanThreads);
    DrawEvent.Drawn drawn = new DrawEvent.Drawn(number, winners.total(), winners.digest());
    // 3. The result is durable before any agency learns of it.
    DrawEvent.Drawn before = books.drawn();
    if (before == null) {
      append(drawn);
      listener.on(new OfficeEvent.DrawHeld(terms.number(), winners.total()));
    } else if (!before.equals(drawn)) {
      throw new LogException(
          LogException.Kind.DAMAGED,
          "the draw was held with %s; repeating it gave %s".formatted(before, drawn));
    }
    return winners;
  }

  private void append(DrawEvent event) throws LogException {
    log.awaitDurable(log.append(DrawEventCodec.toEntry(event)));
  }
}
