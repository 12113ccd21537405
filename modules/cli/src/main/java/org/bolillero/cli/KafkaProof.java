package org.bolillero.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.bolillero.console.CommandException;
import org.bolillero.console.ExitCode;
import org.bolillero.console.Program;
import org.bolillero.office.DrawEvent;
import org.bolillero.office.DrawEventCodec;
import org.bolillero.office.DrawLogs;
import org.bolillero.storage.DurableLog;
import org.bolillero.storage.LogException;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * Shows, from the folders that two offices have left, that nothing was lost and nothing doubled.
 */
final class KafkaProof {
  private final ImmutableList<DemoFile> files;
  private final Path parent;
  private final KafkaOffices offices;
  private final DemoTerminal terminal;

  /**
   * A proof of offices that have ended.
   *
   * @param files what the agencies have brought
   * @param parent where the dumps go
   */
  KafkaProof(
      ImmutableList<DemoFile> files, Path parent, KafkaOffices offices, DemoTerminal terminal) {
    this.files = files;
    this.parent = parent;
    this.offices = offices;
    this.terminal = terminal;
  }

  /**
   * Shows it, or fails with what is wrong.
   *
   * @param taken how long the second office needed to take over
   */
  void show(Duration taken) throws IOException, CommandException {
    terminal.say("");
    terminal.say("Both offices have ended. Each has left a replica, which is checked:");
    Path dump = check(offices.first());
    if (Files.mismatch(dump, check(offices.second())) >= 0) {
      throw wrong("the replicas hold different bets");
    }
    terminal.say(
        "Both hold the same %d bets, each of those in the files once and in order; and one draw."
            .formatted(files.sumOfLong(DemoFile::bets)));
    terminal.say("");
    terminal.say("Who led:");
    terminal.say("%8s  %-8s  %s".formatted("term", "office", "since"));
    for (KafkaTerm each : offices.terms()) {
      terminal.say("%8d  %-8s  %s".formatted(each.term(), each.office(), each.since()));
    }
    terminal.say("The take-over after kill -9 took %.1f s.".formatted(taken.toMillis() / 1000.0));
  }

  /** Checks the replica of an office, and gives a dump of it. */
  private Path check(KafkaOffice office) throws IOException, CommandException {
    Path draw = DrawLogs.folder(office.folder(), DemoDay.DRAW);
    String typed = office.name() + "/" + office.folder().relativize(draw);
    terminal.shows("bolillero log verify " + typed);
    Program.configure(new LogCommand.Verify(), draw.toString()).run(terminal.out());
    terminal.out().flush();
    String name = office.name() + ".csv";
    terminal.shows("bolillero log dump %s > %s".formatted(typed, name));
    Path dump = parent.resolve(name);
    try (PrintWriter out = new PrintWriter(dump.toFile(), UTF_8)) {
      Program.configure(new LogCommand.Dump(), draw.toString()).run(out);
      if (out.checkError()) {
        throw new IOException(dump + ": could not be written");
      }
    }
    compare(dump, office);
    int draws = draws(draw);
    if (draws != 1) {
      throw wrong("office %s holds %d results".formatted(office.name(), draws));
    }
    return dump;
  }

  /** Compares a dump with the files, bet by bet. */
  private void compare(Path dump, KafkaOffice office) throws IOException, CommandException {
    List<BufferedReader> brought = new ArrayList<>();
    try (BufferedReader stored = Files.newBufferedReader(dump)) {
      for (DemoFile file : files) {
        brought.add(Files.newBufferedReader(file.path()));
      }
      for (String line = stored.readLine(); line != null; line = stored.readLine()) {
        int comma = line.indexOf(',');
        int agency = Integer.parseInt(line.substring(0, comma));
        String next = brought.get(agency - 1).readLine();
        if (!line.substring(comma + 1).equals(next)) {
          throw wrong(
              "office %s: expected %s of agency %d, found %s"
                  .formatted(office.name(), next, agency, line));
        }
      }
      for (DemoFile file : files) {
        String lost = brought.get(file.agency() - 1).readLine();
        if (lost != null) {
          throw wrong(
              "office %s: lost %s of agency %d".formatted(office.name(), lost, file.agency()));
        }
      }
    } finally {
      for (BufferedReader each : brought) {
        each.close();
      }
    }
  }

  private static int draws(Path draw) throws CommandException {
    List<DrawEvent.Drawn> drawn = new ArrayList<>();
    try {
      DurableLog.inspect(
          draw,
          DrawEventCodec.WORDS,
          (number, entry) -> {
            if (DrawEventCodec.read(number, entry) instanceof DrawEvent.Drawn each) {
              drawn.add(each);
            }
          });
    } catch (LogException e) {
      throw wrong(e.getMessage());
    }
    return drawn.size();
  }

  private static CommandException wrong(String what) {
    return new CommandException(ExitCode.DAMAGED, "the demo failed: " + what);
  }
}
