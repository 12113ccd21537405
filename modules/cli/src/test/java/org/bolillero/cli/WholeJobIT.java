package org.bolillero.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bolillero.cli.Programs.Running;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One server process, agency processes, and everything in between: the job as people run it. */
class WholeJobIT {
  @TempDir Path folder;
  private Programs programs;

  @BeforeEach
  void prepare() {
    programs = new Programs(folder);
  }

  @AfterEach
  void killAll() {
    programs.close();
  }

  @Test
  void theRealBetsOfFiveAgenciesAreStoredAndDrawn() throws Exception {
    String data = System.getProperty("bolillero.data");
    assumeTrue(data != null, "no real agency files: name their folder by -Dbolillero.data");
    List<Path> files = files(Path.of(data), 5);
    assertEquals(List.of(2, 3, 3, 2, 0), deliverAndDraw(files, "1-5"));
    assertDumpEquals(files);
  }

  @Test
  void generatedBetsAreStoredAndDrawn() throws Exception {
    Running generate =
        programs.run(
            "generate",
            "--agencies",
            "3",
            "--bets",
            "30000",
            "--seed",
            "42",
            "--out",
            folder.resolve("bets").toString());
    assertEquals(0, generate.exitCode(), generate.err());
    List<Path> files = files(folder.resolve("bets"), 3);
    List<Integer> expected = new ArrayList<>();
    for (Path file : files) {
      expected.add((int) lines(file).stream().filter(line -> line.endsWith(",7574")).count());
    }
    assertEquals(expected, deliverAndDraw(files, "1-3"));
    assertDumpEquals(files);
  }

  @Test
  void anEmptyFileIsAnAgencyWithoutBetsAndADrawThatNobodyWinsIsADraw() throws Exception {
    Path empty = Files.createFile(folder.resolve("agency-1.csv"));
    Path loser = folder.resolve("agency-2.csv");
    Files.writeString(loser, "Ana,Paz,30904465,1999-03-17,1\n", UTF_8);
    assertEquals(List.of(0, 0), deliverAndDraw(List.of(empty, loser), "1-2"));
    assertDumpEquals(List.of(empty, loser));
  }

  @Test
  void theDemoOfTwoHundredAgenciesHoldsOneDraw() throws Exception {
    Running demo = programs.run("demo", "--agencies", "200", "--bets", "20000");
    assertEquals(0, demo.exitCode(), demo.err());
    assertTrue(demo.out().contains("20000"), demo.out());
  }

  /** Runs one agency a file against one server; gives how many winners each was told of. */
  private List<Integer> deliverAndDraw(List<Path> files, String agencies) throws Exception {
    Running server = programs.server(agencies, folder.resolve("office"), "--exit-after-draw");
    int port = server.port();
    List<Running> running = new ArrayList<>();
    for (int id = 1; id <= files.size(); id++) {
      running.add(programs.agency(id, files.get(id - 1), port));
    }
    List<Integer> winners = new ArrayList<>();
    for (Running agency : running) {
      assertEquals(0, agency.exitCode(), agency.err());
      int count = lines(agency.out()).size();
      assertTrue(
          agency
              .err()
              .contains(
                  "action: consulta_ganadores | result: success | cant_ganadores: " + count + "\n"),
          agency.err());
      winners.add(count);
    }
    assertEquals(0, server.exitCode(), server.err());
    assertEquals(1, server.count("action: sorteo | result: success"));
    return winners;
  }

  /** Compares what the log holds with the files, agency by agency, bet by bet. */
  private void assertDumpEquals(List<Path> files) throws Exception {
    Running dump = programs.run("log", "dump", folder.resolve("office").toString());
    assertEquals(0, dump.exitCode(), dump.err());
    List<String> stored = lines(dump.out());
    int total = 0;
    for (int id = 1; id <= files.size(); id++) {
      String agency = id + ",";
      List<String> bets =
          stored.stream()
              .filter(line -> line.startsWith(agency))
              .map(line -> line.substring(agency.length()))
              .toList();
      assertEquals(lines(files.get(id - 1)), bets);
      total += bets.size();
    }
    assertEquals(total, stored.size());
    Running verify = programs.run("log", "verify", folder.resolve("office").toString());
    assertEquals(0, verify.exitCode(), verify.err());
  }

  private static List<Path> files(Path data, int count) {
    List<Path> files = new ArrayList<>();
    for (int id = 1; id <= count; id++) {
      files.add(data.resolve("agency-" + id + ".csv"));
    }
    return files;
  }

  private static List<String> lines(Path file) throws IOException {
    return lines(Files.readString(file, UTF_8));
  }

  private static List<String> lines(String text) {
    return text.lines().toList();
  }
}
