package org.bolillero.integration;

import static org.bolillero.fuzz.Patience.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.bolillero.integration.Programs.Running;
import org.bolillero.integration.Programs.Surroundings;
import org.bolillero.lottery.Bet;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Agencies that are given two offices, of which the second goes on where the first one was. */
class SeveralOfficesIT {
  private static final int BETS = 4_000;
  private static final String FAILED = "result: fail";

  @TempDir private Path folder;
  @AutoClose private final Programs programs = new Programs(() -> folder);

  @Test
  void anAgencyGoesOnWithTheSecondOfficeWhenTheFirstIsKilled() throws Exception {
    Path office = folder.resolve("office");
    AgencyFiles files = AgencyFiles.in(folder, 1);
    List<Bet> bets = Bets.of(1, BETS);
    Bets.write(files.of(1), bets);
    int firstPort = Intake.freePort();
    int secondPort = Intake.freePort();
    Running first = programs.server(Surroundings.PLAIN, firstPort, "1", office);
    first.port();
    Running agency = agency(files, 1, "--batch-max=1", addresses(firstPort, secondPort));
    first.awaitLine(Intake.STORED);
    first.kill();
    Running second = programs.server(Surroundings.PLAIN, secondPort, "1", office);

    assertEquals(0, agency.exitCode(), agency::log);
    assertEquals(Bets.winners(bets), agency.out().lines().toList());
    assertTrue(first.count(Intake.STORED) > 0);
    assertTrue(second.count(Intake.STORED) > 0, "the first one had all");
    assertEquals(List.of("localhost:" + firstPort, "localhost:" + secondPort), connected(agency));
    second.terminate();
    assertEquals(0, second.exitCode(), second::log);
    files.assertStored(programs, Surroundings.PLAIN, office);
  }

  /** The system of a process that is paused goes on acknowledging for it. */
  @Test
  void anAgencyThatWaitsForTheDrawNoticesThatItsOfficeIsPaused() throws Exception {
    AgencyFiles files = AgencyFiles.in(folder, 2);
    Bets.write(files.of(1), Bets.of(1, 8));
    Bets.write(files.of(2), Bets.of(2, 8));
    int firstPort = Intake.freePort();
    int secondPort = Intake.freePort();
    Running first = programs.server(Surroundings.PLAIN, firstPort, "1-2", folder.resolve("office"));
    first.port();
    Running waiting =
        agency(
            files, 1, "--answer-timeout=2", "--log-level=DEBUG", addresses(firstPort, secondPort));
    waiting.awaitLine("action: ping | result: success");
    assertEquals(0, first.count(FAILED), first::log);
    assertEquals(0, waiting.count(FAILED), waiting::log);

    pause(first);
    Path copy = copy(folder.resolve("office"), folder.resolve("copy"));
    Running second = programs.server(Surroundings.PLAIN, secondPort, "1-2", copy);
    second.port();
    Running other = agency(files, 2, addresses(secondPort, firstPort));
    assertEquals(0, other.exitCode(), other::log);
    assertEquals(0, waiting.exitCode(), waiting::log);
    assertEquals(Bets.winners(Bets.of(1, 8)), waiting.out().lines().toList());
    assertTrue(first.isAlive(), "it was not paused");
    String left = "the office does not answer any more, but localhost:" + secondPort + " does";
    assertEquals(1, waiting.count(left), waiting::log);
    assertEquals(0, second.count(FAILED), second::log);
  }

  private Running agency(AgencyFiles files, int id, String... more) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("agency", "--id", Integer.toString(id)));
    arguments.addAll(List.of("--file", files.of(id).toString()));
    arguments.addAll(List.of(more));
    return programs.start(arguments.toArray(String[]::new));
  }

  private static String addresses(int one, int other) {
    return "--server=localhost:%d,localhost:%d".formatted(one, other);
  }

  /** The offices that it has spoken to, one after another. */
  private static List<String> connected(Running agency) throws IOException {
    String line = "action: connect | result: success | server: ";
    return agency
        .err()
        .lines()
        .filter(each -> each.contains(line))
        .map(each -> each.substring(each.indexOf(line) + line.length()))
        .toList();
  }

  private static Path copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path each : all.toList()) {
        Files.copy(each, to.resolve(from.relativize(each).toString()));
      }
    }
    return to;
  }

  /** Has the process stand still. */
  private static void pause(Running process) throws Exception {
    Path status = Path.of("/proc/" + process.pid() + "/stat");
    assumeTrue(Files.isReadable(status), () -> "no " + status + ", which tells who stands still");
    Process kill = new ProcessBuilder("kill", "-STOP", Long.toString(process.pid())).start();
    assertEquals(0, kill.waitFor());
    await().until(() -> Files.readString(status).contains(") T "));
  }
}
