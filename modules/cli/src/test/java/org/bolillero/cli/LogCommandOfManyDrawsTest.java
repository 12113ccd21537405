package org.bolillero.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.bolillero.console.ExitCode;
import org.bolillero.lottery.BetBatch;
import org.bolillero.office.Decision;
import org.bolillero.office.DrawEvent;
import org.bolillero.office.DrawEventCodec;
import org.bolillero.office.DrawTerms;
import org.bolillero.office.testing.OpenedLog;
import org.bolillero.office.testing.StoredLog;
import org.bolillero.office.testing.TestBets;
import org.bolillero.storage.LockedFolder;
import org.bolillero.storage.LogSettings;
import org.eclipse.collections.impl.factory.primitive.IntSets;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An office may have many draws, each with a log of its own. */
class LogCommandOfManyDrawsTest {
  private static final LogSettings SETTINGS = LogSettings.of(1, DrawEventCodec.WORDS, 64 * 1024);
  private static final BetBatch ONE = TestBets.of(1, 2, 1);

  @TempDir Path parent;
  private Path folder;

  @BeforeEach
  void nameFolder() {
    folder = parent.resolve("office");
  }

  @Test
  void theRecordIsShown() throws Exception {
    writeOpened(folder, 1);
    Run info = run("info");
    assertEquals(
        List.of(
            "record",
            "  1970-01-01T00:00:00Z      opened    by office  agencies 1; no closing time; the"
                + " number is known: 7574",
            "  1970-01-01T00:00:00Z      closed    by ana  by an official  because: the end"),
        info.out().lines().toList().reversed().subList(0, 3).reversed());
  }

  /** Opened, with bets, and closed by an official. */
  private static void writeOpened(Path where, int draw) throws Exception {
    StoredLog.write(
        where,
        LogSettings.of(draw, DrawEventCodec.WORDS, 64 * 1024),
        OpenedLog.opened(DrawTerms.fixed(draw, IntSets.immutable.of(1), TestBets.WINNING_NUMBER)),
        new DrawEvent.Bets(1, ONE),
        new DrawEvent.Closed(
            DrawEvent.Closed.Cause.OFFICIAL, new Decision(Instant.EPOCH, "ana", "the end")));
  }

  private void writeSeveral() throws Exception {
    writeOpened(folder.resolve("draw-10"), 10);
    writeOpened(folder.resolve("draw-2"), 2);
    writeOpened(folder, 1);
    Files.createDirectories(folder.resolve("draw-3.part"));
  }

  private static List<String> linesOf(Run run, String begin) {
    return run.out().lines().filter(line -> line.startsWith(begin)).toList();
  }

  @Test
  void allDrawsOfAnOfficeAreShownAndChecked() throws Exception {
    writeSeveral();
    Run info = run("info");
    assertEquals(0, info.exitCode());
    List<String> draws = List.of("draw             1", "draw             2", "draw             10");
    assertEquals(draws, linesOf(info, "draw  "));
    assertEquals(3, linesOf(info, "  1970-01-01T00:00:00Z      closed").size());
    Run verify = run("verify");
    assertEquals(0, verify.exitCode());
    assertEquals(draws, linesOf(verify, "draw  "));
    assertEquals(3, linesOf(verify, "verified  ").size());
    Run one = Run.of("log", "verify", folder.resolve("draw-10").toString());
    assertEquals(draws.subList(2, 3), linesOf(one, "draw  "));
  }

  @Test
  void aDamagedDrawIsNamedAndTheOthersAreShown() throws Exception {
    writeSeveral();
    DrawEvent bets = new DrawEvent.Bets(1, ONE);
    StoredLog.write(
        folder.resolve("draw-2"), LogSettings.of(2, DrawEventCodec.WORDS, 64 * 1024), bets);
    String damage =
        folder.resolve("draw-2")
            + ": entry 5 contradicts the log: bets of agency 1 after the close";
    for (String command : List.of("info", "verify")) {
      Run run = run(command);
      assertEquals(ExitCode.DAMAGED.code(), run.exitCode());
      assertEquals("bolillero: " + damage + System.lineSeparator(), run.err());
      assertEquals(List.of("damaged          " + damage), linesOf(run, "damaged"));
      assertEquals(List.of("draw             1", "draw             10"), linesOf(run, "draw  "));
    }
  }

  @Test
  void theBetsOfOneDrawAreDumpedAndNotThoseOfAll() throws Exception {
    writeSeveral();
    assertEquals(
        failed(
            ExitCode.BAD_INPUT,
            "expected the folder of one draw, found 3 draws: %s, %s, %s"
                .formatted(folder, folder.resolve("draw-2"), folder.resolve("draw-10"))),
        run("dump"));
    Run one = Run.of("log", "dump", folder.resolve("draw-2").toString());
    assertEquals(0, one.exitCode());
    assertEquals(2, one.out().lines().count());
  }

  @Test
  void theOnlyDrawOfAnOfficeIsDumped() throws Exception {
    writeOpened(folder.resolve("draw-7"), 7);
    Run dump = run("dump");
    assertEquals(0, dump.exitCode());
    assertEquals(2, dump.out().lines().count());
  }

  @ParameterizedTest
  @ValueSource(strings = {"info", "verify", "dump"})
  void anOfficeWithoutADrawOfItsOwnIsInUseToo(String command) throws Exception {
    writeOpened(folder.resolve("draw-7"), 7);
    try (LockedFolder _ = LockedFolder.take(folder)) {
      assertEquals(
          failed(
              ExitCode.IN_USE,
              folder
                  + ": in use by another process; expected a folder that no server is running on"),
          run(command));
    }
  }

  @Test
  void anOpeningInTheLogOfAnotherDrawIsDamage() throws Exception {
    StoredLog.write(
        folder, SETTINGS, OpenedLog.opened(DrawTerms.fixed(2, IntSets.immutable.of(1), 1)));
    assertEquals(failed(ExitCode.DAMAGED, "draw 2 was opened in the log of draw 1"), run("verify"));
  }

  private Run run(String command) {
    return Run.of("log", command, folder.toString());
  }

  private static Run failed(ExitCode exitCode, String message) {
    return new Run(exitCode.code(), "", "bolillero: " + message + System.lineSeparator());
  }
}
