package org.bolillero.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertIterableEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What the agencies 1, 2, 3, … bring, and what must come of it.
 *
 * @param folder holds agency-1.csv and so on
 */
record BetFiles(Path folder, int agencies) {
  /** Makes up bets, always the same ones. */
  static BetFiles generate(Path root, Path folder, int agencies, int bets) {
    Command.of(
            root.resolve("bolillero").toString(),
            "generate",
            "--agencies=" + agencies,
            "--bets=" + bets,
            "--out=" + folder)
        .run()
        .successfully();
    return new BetFiles(folder, agencies);
  }

  /** The bets of five real agencies where a folder is named, or else made up ones. */
  static BetFiles realOrGenerated(Path root, Path folder) {
    String real = System.getProperty("bolillero.data", "");
    return real.isEmpty()
        ? generate(root, folder, 5, 78_697)
        : new BetFiles(Path.of(real).toAbsolutePath(), 5);
  }

  Path of(int agency) {
    return folder.resolve("agency-" + agency + ".csv");
  }

  List<String> bets(int agency) throws IOException {
    return Files.readAllLines(of(agency));
  }

  /** How many bets of an agency are on a number, counted without the product. */
  long winners(int agency, int number) throws IOException {
    return bets(agency).stream()
        .map(bet -> bet.substring(bet.lastIndexOf(',') + 1).strip())
        .filter(text -> Integer.parseInt(text) == number)
        .count();
  }

  /** Every bet of the files stands in the dump once, in its agency's order, and no other does. */
  void assertIsDump(String dump) throws IOException {
    List<String> stored = dump.lines().toList();
    int total = 0;
    for (int id = 1; id <= agencies; id++) {
      String agency = id + ",";
      List<String> its =
          stored.stream()
              .filter(line -> line.startsWith(agency))
              .map(line -> line.substring(agency.length()))
              .toList();
      assertIterableEquals(bets(id), its, "agency " + id);
      total += its.size();
    }
    assertEquals(total, stored.size(), "lines of the dump");
  }
}
