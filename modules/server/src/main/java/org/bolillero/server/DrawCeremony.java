package org.bolillero.server;

import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.bolillero.lottery.Winners;
import org.bolillero.storage.LogException;

/**
 * Holds the draw, once all expected agencies have finished. A crash between any two of its steps
 * leads to the same draw, because each step is durable before the next begins and the draw itself
 * is a pure function.
 */
final class DrawCeremony {
  private static final Logger LOGGER = LogManager.getLogger(DrawCeremony.class);

  private final OfficeSettings settings;
  private final Machine machine;
  private final Journal journal;
  private final Books books;
  private final DrawOutcome outcome;

  DrawCeremony(
      OfficeSettings settings, Machine machine, Journal journal, Books books, DrawOutcome outcome) {
    this.settings = settings;
    this.machine = machine;
    this.journal = journal;
    this.books = books;
    this.outcome = outcome;
  }

  /** Returns when every waiting agency can be told. */
  void hold() throws LogException {
    // 1. The bets are sealed before the number is used.
    if (books.seal() == null) {
      append(new JournalEvent.Sealed(books.totals()));
    }
    // 2. The draw.
    int number = settings.winningNumber();
    Winners winners = machine.draw(journal.slices(Draw.SLICE_BYTES), number);
    JournalEvent.Drawn drawn = new JournalEvent.Drawn(number, winners.total(), winners.digest());
    // 3. The result is durable before anybody is told.
    JournalEvent.Drawn before = books.drawn();
    if (before == null) {
      append(drawn);
      LOGGER.info("action: sorteo | result: success");
    } else if (!before.equals(drawn)) {
      throw new LogException(
          LogException.Kind.DAMAGED,
          "the draw was held with %s; repeating it gave %s".formatted(before, drawn));
    }
    // 4. The agencies are told.
    outcome.publish(winners);
  }

  private void append(JournalEvent event) throws LogException {
    journal.awaitDurable(journal.append(event));
  }
}
