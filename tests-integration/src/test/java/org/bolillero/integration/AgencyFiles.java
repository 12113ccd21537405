package org.bolillero.integration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertIterableEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.bolillero.integration.Programs.Running;
import org.bolillero.integration.Programs.Surroundings;

/**
 * The files of the agencies 1, 2, 3, …, and the check that a log holds just their bets.
 *
 * @param files one an agency
 */
record AgencyFiles(List<Path> files) {

  /** The files agency-1.csv and so on. */
  static AgencyFiles in(Path folder, int agencies) {
    return new AgencyFiles(
        IntStream.rangeClosed(1, agencies)
            .mapToObj(id -> folder.resolve("agency-" + id + ".csv"))
            .toList());
  }

  /** Five files of real bets; skips the test where there are none. */
  static AgencyFiles real() {
    String data = System.getProperty("bolillero.data");
    assumeTrue(data != null, "no real agency files: name their folder by -Dbolillero.data");
    return in(Path.of(data), 5);
  }

  /** Five files of real bets, or as many made up ones where there are none. */
  static AgencyFiles realOrGenerated(Programs programs, Path folder)
      throws IOException, InterruptedException {
    return System.getProperty("bolillero.data") == null
        ? generate(programs, folder, 5, 78_697)
        : real();
  }

  /** Makes up bets, always the same ones. */
  static AgencyFiles generate(Programs programs, Path folder, int agencies, int bets)
      throws IOException, InterruptedException {
    Running generate =
        programs.run(
            "generate",
            "--agencies",
            Integer.toString(agencies),
            "--bets",
            Integer.toString(bets),
            "--seed",
            "42",
            "--out",
            folder.toString());
    assertEquals(0, generate.exitCode(), generate.err());
    return in(folder, agencies);
  }

  int agencies() {
    return files.size();
  }

  /** The file of an agency. */
  Path of(int agency) {
    return files.get(agency - 1);
  }

  List<String> bets(int agency) throws IOException {
    return Files.readAllLines(of(agency), UTF_8);
  }

  /**
   * Compares what a log holds with the files, agency by agency, bet by bet, and has the log
   * verified.
   *
   * @param surroundings how to reach the folder of the log
   */
  void assertStored(Programs programs, Surroundings surroundings, Path office)
      throws IOException, InterruptedException {
    Running dump = programs.run(surroundings, "log", "dump", office.toString());
    assertEquals(0, dump.exitCode(), dump.err());
    List<String> stored = dump.out().lines().toList();
    int total = 0;
    for (int id = 1; id <= agencies(); id++) {
      String agency = id + ",";
      List<String> bets =
          stored.stream()
              .filter(line -> line.startsWith(agency))
              .map(line -> line.substring(agency.length()))
              .toList();
      assertIterableEquals(bets(id), bets, "agency " + id);
      total += bets.size();
    }
    assertEquals(total, stored.size());
    Running verify = programs.run(surroundings, "log", "verify", office.toString());
    assertEquals(0, verify.exitCode(), verify.err());
  }
}
