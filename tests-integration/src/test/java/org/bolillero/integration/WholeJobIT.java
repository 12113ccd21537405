package org.bolillero.integration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bolillero.integration.Programs.Running;
import org.bolillero.integration.Programs.Surroundings;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One server process, agency processes, and everything in between: the job as people run it. */
class WholeJobIT {
  @TempDir Path folder;
  @AutoClose private final Programs programs = new Programs(() -> folder);

  @Test
  void theRealBetsOfFiveAgenciesAreStoredAndDrawn() throws Exception {
    assertStoredAndDrawn(AgencyFiles.real(), List.of(2, 3, 3, 2, 0));
  }

  @Test
  void generatedBetsAreStoredAndDrawn() throws Exception {
    AgencyFiles files = AgencyFiles.generate(programs, folder.resolve("bets"), 3, 30_000);
    List<Integer> winners = new ArrayList<>();
    for (int id = 1; id <= 3; id++) {
      winners.add((int) files.bets(id).stream().filter(line -> line.endsWith(",7574")).count());
    }
    assertStoredAndDrawn(files, winners);
  }

  @Test
  void anEmptyFileThatIsMeantIsAnAgencyWithoutBetsAndADrawThatNobodyWinsIsADraw() throws Exception {
    Path empty = Files.createFile(folder.resolve("agency-1.csv"));
    Path loser = folder.resolve("agency-2.csv");
    Files.writeString(loser, "Ana,Paz,30904465,1999-03-17,1\n", UTF_8);
    assertStoredAndDrawn(new AgencyFiles(List.of(empty, loser)), List.of(0, 0));
  }

  /**
   * Runs one server and one agency a file.
   *
   * @param winners how many each agency must be told of
   */
  private void assertStoredAndDrawn(AgencyFiles files, List<Integer> winners) throws Exception {
    Path office = folder.resolve("office");
    Running server = programs.server("1-" + files.agencies(), office, "--exit-after-draw");
    int port = server.port();
    List<Running> agencies = new ArrayList<>();
    for (int id = 1; id <= files.agencies(); id++) {
      String bets = Integer.toString(files.bets(id).size());
      agencies.add(programs.agency(id, files.of(id), port, "--expect-bets", bets));
    }
    List<Integer> told = new ArrayList<>();
    for (Running agency : agencies) {
      assertEquals(0, agency.exitCode(), agency.err());
      int count = (int) agency.out().lines().count();
      assertTrue(
          agency
              .err()
              .contains(
                  "action: consulta_ganadores | result: success | cant_ganadores: " + count + "\n"),
          agency.err());
      told.add(count);
    }
    assertEquals(winners, told);
    assertEquals(0, server.exitCode(), server.err());
    assertEquals(1, server.count("action: sorteo | result: success"));
    files.assertStored(programs, Surroundings.PLAIN, office);
  }
}
