package org.bolillero.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.OptionalInt;
import org.bolillero.console.CommandException;
import org.bolillero.console.ProgressDisplay;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * The day of a demonstration: a draw from its opening to its result. It tells what happens while it
 * happens, with the commands that people would type. Used by one thread.
 */
final class DemoDay {
  static final int DRAW = 1;

  private static final String ROW = "%8s %10s %10s %8s  %s";
  private static final double MILLIS = 1000;

  private final ImmutableList<DemoFile> files;
  private final DemoAgencies agencies;
  private final DemoOfficial ana;
  private final DemoCertificates certificates;
  private final DemoTerminal terminal;

  /**
   * A day that has not begun.
   *
   * @param files what the agencies bring, which are numbered from 1
   * @param agencies bring it to an office that has no draw
   * @param ana the official who decides there
   * @param certificates what all of them show each other
   * @param terminal where it is told
   */
  DemoDay(
      ImmutableList<DemoFile> files,
      DemoAgencies agencies,
      DemoOfficial ana,
      DemoCertificates certificates,
      DemoTerminal terminal) {
    this.files = files;
    this.agencies = agencies;
    this.ana = ana;
    this.certificates = certificates;
    this.terminal = terminal;
  }

  /**
   * Opens the draw.
   *
   * @param sales how long agencies can sell, at least; up to a second more
   */
  void open(Duration sales) throws CommandException, InterruptedException {
    say("An office opens. Those who decide speak to it at an address of its own.");
    terminal.shows(
        "bolillero server --data office --admin 127.0.0.1:12346"
            + certificates.typed(DemoCertificates.OFFICE));
    say("");
    say("Ana, an official, opens draw %d. The clock will close its sales.".formatted(DRAW));
    terminal.shows(certificates.exported());
    Instant end = Instant.now().plus(sales).truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
    ana.types(
        new OpenDrawCommand(),
        Integer.toString(DRAW),
        "--agencies",
        agencies.numbers(),
        "--closes-at",
        DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(end.atZone(ZoneId.systemDefault())));
    say("");
  }

  /** Lets the agencies deliver, and waits until nothing more comes. */
  void deliver() throws CommandException, InterruptedException {
    long bets = files.sumOfLong(DemoFile::bets);
    say(
        files.size() == 1
            ? "One agency brings %d bets.".formatted(bets)
            : "%d agencies bring %d bets, all at the same time.".formatted(files.size(), bets));
    terminal.shows(
        "bolillero agency --id 1 --file agency-1.csv --server localhost:12345"
            + certificates.typed(DemoCertificates.agency(1)));
    long start = System.nanoTime();
    ShownDraw delivered;
    try (ProgressDisplay display = ProgressDisplay.open("bets", files.sumOfLong(DemoFile::bytes))) {
      agencies.start(display::add);
      delivered = awaitDelivered();
    }
    double seconds = Duration.ofNanos(System.nanoTime() - start).toMillis() / MILLIS;
    say(
        "%d bets are on the disk after %.2f s (%.0f/s)."
            .formatted(delivered.bets(), seconds, delivered.bets() / seconds));
    ImmutableList<DemoFile> dead = files.select(DemoFile::isCut);
    for (DemoFile file : dead) {
      say(
          "Agency %d has died after %d of its %d bets. It does not come back."
              .formatted(file.agency(), delivered.betsOf(file.agency()), file.bets()));
    }
    if (dead.notEmpty() && delivered.is("open")) {
      say("Sales stay open until the clock closes them.");
    }
    say("");
  }

  /** Waits until nothing more comes. */
  ShownDraw awaitDelivered() throws CommandException, InterruptedException {
    return ana.await(
        DRAW,
        draw -> {
          for (DemoFile file : files) {
            if (draw.isWaitingFor(file.agency()) && !agencies.hasEnded(file)) {
              return false;
            }
          }
          return true;
        });
  }

  /** Waits for the close, and decides what keeps the draw from being sealed. */
  void close() throws CommandException, InterruptedException {
    ShownDraw closed = ana.await(DRAW, draw -> !draw.is("open"));
    say(
        "Sales are closed: %s. What was acknowledged counts, and nothing else."
            .formatted(closed.closedBy()));
    for (DemoFile file : files) {
      long uncounted = file.rows() - closed.betsOf(file.agency());
      if (uncounted > 0 && !file.isCut()) {
        say("Agency %d is late: %d of its bets do not count.".formatted(file.agency(), uncounted));
      }
      if (closed.isWaitingFor(file.agency())) {
        say(
            "The draw would wait for agency %d for ever, but Ana excuses it."
                .formatted(file.agency()));
        ana.types(
            new DrawDecisions.Excuse(),
            Integer.toString(DRAW),
            Integer.toString(file.agency()),
            "--reason",
            "its computer has died");
      }
    }
    ana.await(DRAW, draw -> draw.is("sealed"));
    say("");
  }

  /**
   * Enters the number.
   *
   * @param number the number that wins
   */
  void draw(String number) throws CommandException, InterruptedException {
    say("The bets are sealed. Only now a number is drawn, and Ana enters it.");
    ana.types(new DrawDecisions.Enter(), Integer.toString(DRAW), number);
  }

  /** Lets all agencies get their winners, and shows what came of the day. */
  void tell() throws CommandException, InterruptedException {
    ShownDraw drawn = ana.await(DRAW, draw -> draw.is("drawn"));
    long untold = drawn.winners();
    say("");
    say("Each agency is told its own winners:");
    say(ROW.formatted("agency", "bets", "counted", "winners", ""));
    for (DemoFile file : files) {
      OptionalInt winners = agencies.winners(file);
      untold -= winners.orElse(0);
      say(
          ROW.formatted(
              file.agency(),
              file.bets(),
              drawn.betsOf(file.agency()),
              winners.isPresent() ? winners.getAsInt() : "",
              drawn.stateOf(file.agency())));
    }
    say(ROW.formatted("all", files.sumOfLong(DemoFile::bets), drawn.bets(), drawn.winners(), ""));
    if (untold > 0) {
      say("%d more will be told to who has died, if it asks.".formatted(untold));
    }
    say("");
    say("All of it is on record:");
    terminal.shows("bolillero draw show " + DRAW);
    DrawRequest.tables(terminal.out()).printRecord(drawn.json());
  }

  private void say(String line) {
    terminal.say(line);
  }
}
