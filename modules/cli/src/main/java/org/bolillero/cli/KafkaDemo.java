package org.bolillero.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.bolillero.brokers.Brokers;
import org.bolillero.console.CommandException;
import org.bolillero.console.ExitCode;
import org.bolillero.console.Termination;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * A demonstration in which a broker and an office are lost: two offices share the logs of a draw,
 * which three brokers keep, all of them in processes of their own. Used by one thread.
 */
final class KafkaDemo {
  /** An agency holds back less than a third of so many in its memory. */
  static final int AGENCY_BETS_MIN = 7_000;

  private static final int BROKERS = 3;
  private static final int KILLED_BROKER = 1;
  private static final double MILLIS = 1000;

  private final DemoBets bets;
  private final Path folder;
  private final DemoTerminal terminal;

  /**
   * A demonstration that has not begun.
   *
   * @param bets what the agencies bring
   * @param folder where everything is
   * @param terminal where it is told
   */
  KafkaDemo(DemoBets bets, Path folder, DemoTerminal terminal) {
    this.bets = bets;
    this.folder = folder;
    this.terminal = terminal;
  }

  /** Throws a {@link CommandException} if the program of the brokers is not there. */
  static void requireBrokers() throws CommandException {
    String jars = System.getProperty(Brokers.JARS);
    if (jars == null || !Files.isDirectory(Path.of(jars))) {
      throw new CommandException(
          ExitCode.USAGE,
          "kafka: expected the brokers of Apache Kafka, which are not installed with this program;"
              + " run ./bolillero demo --kafka in a checkout of its sources, which fetches them");
    }
  }

  /** Has the whole day, and shows that nothing was lost. */
  void hold() throws IOException, CommandException, InterruptedException {
    ImmutableList<DemoFile> files = bets.write(folder, false);
    terminal.say("Three brokers of Apache Kafka start, each a process of its own.");
    try (Brokers brokers = Brokers.start(BROKERS);
        KafkaOffices offices = KafkaOffices.in(folder, brokers.addresses())) {
      Termination.closeOnSignal(brokers);
      Termination.closeOnSignal(offices);
      start(offices);
      DemoCertificates none = new DemoCertificates(Optional.empty());
      try (DemoAgencies agencies = new DemoAgencies(files, offices.options(), none)) {
        Duration taken = sell(files, agencies, brokers, offices);
        terminal.say(
            "Office dos has heard nothing of it for 10 s, and leads, %.1f s after the kill."
                .formatted(taken.toMillis() / MILLIS));
        draw(files, agencies, brokers, offices);
        offices.end();
        new KafkaProof(files, folder, offices, terminal).show(taken);
      }
    }
    terminal.say("");
    terminal.say(
        "Three brokers, two offices: processes of their own, whose folders are deleted again.");
  }

  private void start(KafkaOffices offices) throws IOException, InterruptedException {
    terminal.say(
        "Two offices share their logs there. The first one leads, the second one stands by.");
    terminal.shows(offices.first().typed());
    terminal.shows(offices.second().typed());
    offices.start();
    terminal.say("");
  }

  /**
   * Opens the draw, lets the agencies deliver, and kills a broker and the office that leads.
   *
   * @return how long it took until the other office led
   */
  private Duration sell(
      ImmutableList<DemoFile> files, DemoAgencies agencies, Brokers brokers, KafkaOffices offices)
      throws IOException, CommandException, InterruptedException {
    long sold = files.sumOfLong(DemoFile::bets);
    try (DemoOfficial ana = offices.first().official(terminal);
        DemoGate gate = new DemoGate(files.sumOfLong(DemoFile::bytes) * 2 / 3)) {
      open(ana, agencies, offices.first());
      terminal.say(
          "%d agencies bring %d bets. They know both offices.".formatted(files.size(), sold));
      terminal.shows("bolillero agency --id 1 --file agency-1.csv --server " + offices.addresses());
      agencies.start(gate::pass);
      long stored = awaitStored(sold / 6, ana, agencies);
      brokers.kill(KILLED_BROKER);
      terminal.say("%d bets are stored. Broker %d is killed.".formatted(stored, KILLED_BROKER));
      stored = awaitStored(sold / 3, ana, agencies);
      terminal.say("%d bets are stored. Office uno, which leads, is killed:".formatted(stored));
      terminal.shows("kill -9 " + offices.first().pid());
      offices.first().kill();
      long killedNanos = System.nanoTime();
      gate.open();
      offices.second().awaitLead();
      return Duration.ofNanos(System.nanoTime() - killedNanos);
    }
  }

  private void open(DemoOfficial ana, DemoAgencies agencies, KafkaOffice office)
      throws CommandException, InterruptedException {
    terminal.say("Ana, an official, opens draw %d at office uno.".formatted(DemoDay.DRAW));
    export(office);
    ana.types(
        new OpenDrawCommand(), Integer.toString(DemoDay.DRAW), "--agencies", agencies.numbers());
    terminal.say("");
  }

  private void export(KafkaOffice office) {
    terminal.shows(
        "export BOLILLERO_ADMIN=%s BOLILLERO_TOKEN_FILE=%s/admin.token BOLILLERO_OFFICIAL=ana"
            .formatted(office.adminAddress(), office.name()));
  }

  /** Waits until so many bets are stored, and gives how many are. */
  private static long awaitStored(long bets, DemoOfficial ana, DemoAgencies agencies)
      throws CommandException, InterruptedException {
    return ana.await(
            DemoDay.DRAW,
            draw -> {
              agencies.requireGoing();
              return draw.bets() >= bets;
            })
        .bets();
  }

  /** Has what was killed come back, and holds the draw in the office that has taken over. */
  private void draw(
      ImmutableList<DemoFile> files, DemoAgencies agencies, Brokers brokers, KafkaOffices offices)
      throws IOException, CommandException, InterruptedException {
    try (DemoOfficial ana = offices.second().official(terminal)) {
      DemoDay day =
          new DemoDay(files, agencies, ana, new DemoCertificates(Optional.empty()), terminal);
      terminal.say(
          "The agencies have gone on there: all %d bets are stored."
              .formatted(day.awaitDelivered().bets()));
      brokers.restart(KILLED_BROKER);
      brokers.awaitUp(KILLED_BROKER);
      offices.first().start();
      offices.first().awaitStandby();
      terminal.say(
          "Broker %d and office uno are started again. Office uno stands by."
              .formatted(KILLED_BROKER));
      terminal.say("");
      export(offices.second());
      day.close();
      day.draw(bets.number(files));
      day.tell();
    }
  }
}
