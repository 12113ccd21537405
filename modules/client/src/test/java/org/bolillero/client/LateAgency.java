package org.bolillero.client;

import static org.bolillero.client.TestAgency.bets;
import static org.bolillero.client.TestAgency.delivery;
import static org.bolillero.client.TestAgency.row;
import static org.bolillero.client.TestAgency.settings;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.bolillero.client.testing.CollectedRows;
import org.bolillero.client.testing.CollectedWinners;
import org.bolillero.console.CommandException;
import org.bolillero.console.ExitCode;
import org.bolillero.lottery.Bet;

/** Runs of an agency of which some bets may come too late, and what they give away. */
final class LateAgency {
  /** The bets that its file usually has. */
  static final List<Bet> BETS = bets(100);

  private final Path file;
  private final CollectedRows rows = new CollectedRows();
  private final CollectedWinners winners = new CollectedWinners();

  LateAgency(Path file) {
    this.file = file;
  }

  /** Runs in batches of ten bets, which are sent without waiting for answers. */
  OptionalInt submit(TestOffice office, String... options) throws CommandException {
    rows.clear();
    winners.begin();
    try (Agency agency = TestAgency.agency(settings(office))) {
      return agency.submit(delivery(file, options), _ -> {}, winners, rows);
    }
  }

  /** Runs, and expects that all but the first of its usual bets come too late. */
  SalesClosedException assertClosed(TestOffice office, int counted) {
    return assertClosed(office, counted, text(BETS.subList(counted, 100)), 100 - counted);
  }

  /** Runs, and expects that these rows come too late. */
  SalesClosedException assertClosed(
      TestOffice office, int counted, String rest, int restRows, String... options) {
    SalesClosedException e =
        assertThrows(SalesClosedException.class, () -> submit(office, options));
    assertEquals(ExitCode.CLOSED, e.exitCode());
    assertEquals(
        "sales are closed: %d bets of agency 1 are in the draw, %d of its file are not"
            .formatted(counted, restRows),
        e.getMessage());
    assertEquals(counted, e.counted());
    assertEquals(restRows, e.uncounted());
    assertEquals(List.of(rest, "the end"), rows());
    return e;
  }

  /** What the last run gave away, see {@link CollectedRows#parts}. */
  List<String> rows() {
    return rows.parts();
  }

  /** The winners of the last run. */
  List<String> winners() {
    return winners.documents();
  }

  static String text(List<Bet> bets) {
    return bets.stream().map(bet -> row(bet) + "\n").collect(Collectors.joining());
  }
}
