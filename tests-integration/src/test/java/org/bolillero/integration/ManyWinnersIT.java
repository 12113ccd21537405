package org.bolillero.integration;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bolillero.integration.Programs.Running;
import org.bolillero.integration.Programs.Surroundings;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An agency whose bets all win needs no more memory than another. */
@Tag("long")
class ManyWinnersIT {
  private static final int BETS = 2_000_000;
  private static final int FIRST_DOCUMENT = 10_000_000;

  @TempDir Path folder;
  @AutoClose private final Programs programs = new Programs(() -> folder);

  @Test
  void twoMillionWinnersReachTheFileAndStandardOutputOfAnAgencyWithSixteenMegabytes()
      throws Exception {
    Path bets = writeBets();
    Running office = programs.server("1", folder.resolve("office"));
    Path winners = folder.resolve("winners.txt");
    Running writing = agency(bets, office.port(), "--winners-out", winners.toString());
    assertEquals(0, writing.exitCode(), writing::log);
    assertAllWon(winners);
    Running printing = agency(bets, office.port());
    assertEquals(0, printing.exitCode(), printing::log);
    assertAllWon(Files.writeString(folder.resolve("printed.txt"), printing.out()));
  }

  private Running agency(Path bets, int port, String... more) throws IOException {
    List<String> options = new ArrayList<>(Surroundings.PLAIN.jvmOptions());
    options.add("-Xmx16m");
    Surroundings small = new Surroundings(List.of(), Map.of(), options);
    return programs.agency(small, 1, bets, port, more);
  }

  private Path writeBets() throws IOException {
    Path file = folder.resolve("agency-1.csv");
    try (BufferedWriter out = Files.newBufferedWriter(file, US_ASCII)) {
      for (int i = 0; i < BETS; i++) {
        out.write("Ana,Paz," + (FIRST_DOCUMENT + i) + ",1999-03-17,7574\n");
      }
    }
    return file;
  }

  private static void assertAllWon(Path file) throws IOException {
    int document = FIRST_DOCUMENT;
    try (BufferedReader lines = Files.newBufferedReader(file, US_ASCII)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        assertEquals(Integer.toString(document), line);
        document++;
      }
    }
    assertTrue(document == FIRST_DOCUMENT + BETS, document - FIRST_DOCUMENT + " winners");
  }
}
