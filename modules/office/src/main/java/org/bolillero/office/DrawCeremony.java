package org.bolillero.office;

import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import org.bolillero.lottery.Winners;
import org.bolillero.storage.Log;
import org.bolillero.storage.LogException;
import org.jspecify.annotations.Nullable;

/**
 * Holds the draw, once all expected agencies have finished, in a thread of its own. A crash between
 * any two of its steps leads to the same draw, because each step is durable before the next begins
 * and the search for winners is a pure function.
 */
final class DrawCeremony {
  private final DrawTerms terms;
  private final Log log;
  private final Books books;
  private final DrawOutcome outcome;
  private final ThreadFactory threads;
  private final int scanThreads;
  private final OfficeListener listener;

  /** Set by whoever trips the barrier, and that happens once. */
  private volatile @Nullable Thread thread;

  DrawCeremony(
      DrawTerms terms,
      Log log,
      Books books,
      DrawOutcome outcome,
      ThreadFactory threads,
      int scanThreads,
      OfficeListener listener) {
    this.terms = terms;
    this.log = log;
    this.books = books;
    this.outcome = outcome;
    this.threads = threads;
    this.scanThreads = scanThreads;
    this.listener = listener;
  }

  /** Begins. Called once, by whoever has tripped the barrier. */
  void begin() {
    Thread holding = threads.newThread(this::holdOrFail);
    holding.start();
    thread = holding;
  }

  /**
   * Waits for the end of a draw that is going on, until the limit or an interrupt. Returns whether
   * none is going on any more.
   */
  boolean awaitEnd(Duration limit) {
    Thread holding = thread;
    try {
      return holding == null || holding.join(limit);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void holdOrFail() {
    try {
      hold();
    } catch (LogException | RuntimeException | Error e) {
      listener.on(new OfficeEvent.DrawFailed(terms.number(), e));
    }
  }

  /** Returns when the winners are there for every agency. */
  private void hold() throws LogException {
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
    // 4. The agencies get their winners.
    outcome.publish(winners);
  }

  private void append(DrawEvent event) throws LogException {
    log.awaitDurable(log.append(DrawEventCodec.toEntry(event)));
  }
}
