package org.bolillero.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bolillero.console.ExitCode;
import org.bolillero.console.Program;
import org.bolillero.lottery.Bet;
import org.bolillero.lottery.BetBatch;
import org.bolillero.lottery.Winners;
import org.bolillero.office.DrawEvent;
import org.bolillero.office.DrawEvent.AgencyTotal;
import org.bolillero.office.DrawEventCodec;
import org.bolillero.office.testing.StoredLog;
import org.bolillero.office.testing.TestBets;
import org.bolillero.storage.DurableLog;
import org.bolillero.storage.LogReport;
import org.bolillero.storage.LogSettings;
import org.eclipse.collections.impl.factory.Lists;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogCommandTest {
  private static final LogSettings SETTINGS = LogSettings.of(1, DrawEventCodec.WORDS, 64 * 1024);
  private static final BetBatch ONE = TestBets.of(1, 2, 1);
  private static final BetBatch TWO =
      TestBets.of(
          List.of(
              new Bet("Ana \"Nita\"", "O'Hara, Paz", "7", LocalDate.of(1900, 1, 1), 0),
              new Bet("Zoë", "東", "1234567890123456", TestBets.TODAY, 9_999)));

  @TempDir Path parent;
  private Path folder;

  @BeforeEach
  void nameFolder() {
    folder = parent.resolve("office");
  }

  @Test
  void dumpWritesTheBetsInTheOrderOfTheLog() throws Exception {
    holdADraw();
    assertEquals(
        new Run(
            0,
            """
            1,Ana,Ñandú,1000000,2000-01-01,7574
            1,Ana,Ñandú,1000001,2000-01-01,1
            2,"Ana ""Nita""\","O'Hara, Paz",7,1900-01-01,0
            2,Zoë,東,1234567890123456,2026-07-01,9999
            """,
            ""),
        run("dump"));
  }

  @Test
  void infoAndVerifyShowWhatTheLogHolds() throws Exception {
    holdADraw();
    Run info = run("info");
    assertEquals(0, info.exitCode());
    assertEquals("", info.err());
    List<String> lines = info.out().lines().toList();
    assertEquals("draw             1", lines.getFirst());
    LogReport report = DurableLog.inspect(folder, DrawEventCodec.WORDS, (_, _) -> {});
    var seal =
        new DrawEvent.Sealed(
            Lists.immutable.of(TestBets.total(1, ONE), TestBets.total(2, TWO)), Optional.empty());
    assertTrue(lines.get(1).matches("log              [0-9a-f]{16}"), info.out());
    assertEquals(
        List.of(
            "segments         1 of 65536 bytes",
            "entries          6, and %d of the log's own, in %d bytes"
                .formatted(report.pins(), report.entryBytes()),
            "unfinished write 0 bytes",
            "bets             4",
            "agency 1         2 bets, finished, digest " + TestBets.total(1, ONE).digest(),
            "agency 2         2 bets, finished, digest " + TestBets.total(2, TWO).digest(),
            "sealed           yes, 2 agencies, digest " + DrawEventCodec.digest(seal)),
        lines.subList(2, 9));
    assertTrue(
        lines.get(9).matches("drawn            yes, number 7574, 1 winner, digest [0-9a-f]{64}"),
        info.out());
    Run verify = run("verify");
    assertEquals(
        info.out() + "verified         all entries, totals, digests, the seal and the draw\n",
        verify.out());
    assertEquals(0, verify.exitCode());
  }

  /** An auditor has a copy, perhaps on a medium that cannot be written to. */
  @Test
  void aCopyIsReadWithoutAnythingBeingWritten() throws Exception {
    holdADraw();
    Files.delete(folder.resolve("log.lock"));
    List<Path> before = filesOf(folder);
    for (Path each : before) {
      assertTrue(each.toFile().setReadOnly());
    }
    assertTrue(folder.toFile().setReadOnly());
    try {
      assertEquals(0, run("verify").exitCode());
      assertEquals(0, run("info").exitCode());
      assertEquals(0, run("dump").exitCode());
      assertEquals(before, filesOf(folder));
    } finally {
      assertTrue(folder.toFile().setWritable(true));
    }
  }

  private static List<Path> filesOf(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  @Test
  void anUnfinishedLogIsSoundToo() throws Exception {
    StoredLog.write(folder, SETTINGS, new DrawEvent.Bets(2, TWO));
    Run verify = run("verify");
    assertEquals(0, verify.exitCode());
    assertTrue(verify.out().contains("agency 2         2 bets, open, digest "), verify.out());
    assertTrue(verify.out().contains("sealed           no\n"), verify.out());
    assertTrue(verify.out().contains("drawn            no\n"), verify.out());
  }

  @ParameterizedTest
  @ValueSource(strings = {"info", "verify", "dump"})
  void aFolderWithoutALogIsBadInput(String command) {
    assertEquals(
        failed(ExitCode.BAD_INPUT, folder + ": expected the folder of a log, found none"),
        run(command));
    assertFalse(folder.toFile().exists());
  }

  @ParameterizedTest
  @ValueSource(strings = {"info", "verify", "dump"})
  void theLogOfARunningOfficeIsInUse(String command) throws Exception {
    try (DurableLog _ = StoredLog.open(folder, SETTINGS)) {
      assertEquals(
          failed(
              ExitCode.IN_USE,
              folder
                  + ": in use by another process; expected a folder that no server is running on"),
          run(command));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"info", "verify"})
  void aLogThatContradictsItselfIsDamaged(String command) throws Exception {
    DrawEvent bets = new DrawEvent.Bets(2, TWO);
    StoredLog.write(folder, SETTINGS, bets, new DrawEvent.Finished(TestBets.total(2, TWO)), bets);
    assertEquals(
        failed(
            ExitCode.DAMAGED, "entry 3 contradicts the log: bets of agency 2, which had finished"),
        run(command));
  }

  @Test
  void aDrawThatCannotBeRepeatedIsDamaged() throws Exception {
    holdADraw();
    Path other = parent.resolve("other");
    List<DrawEvent> events = StoredLog.in(folder).events();
    DrawEvent.Drawn drawn = (DrawEvent.Drawn) events.getLast();
    events.set(
        events.size() - 1,
        new DrawEvent.Drawn(1, drawn.winners(), drawn.digest(), Optional.empty()));
    StoredLog.write(other, SETTINGS, events.toArray(DrawEvent[]::new));
    Run verify = Run.of("log", "verify", other.toString());
    assertEquals(ExitCode.DAMAGED.code(), verify.exitCode());
    assertTrue(verify.err().contains("repeating it gave 1, digest "), verify.err());
    assertEquals(0, Run.of("log", "info", other.toString()).exitCode());
  }

  @ParameterizedTest
  @ValueSource(strings = {"info", "verify", "dump"})
  void anOutputThatCannotBeWrittenIsAnError(String command) throws Exception {
    holdADraw();
    StringWriter err = new StringWriter();
    int exitCode =
        Program.run(
            new Bolillero(),
            Map.of(),
            new PrintWriter(new FullDisk()),
            new PrintWriter(err),
            "log",
            command,
            folder.toString());
    assertEquals(ExitCode.STORAGE_FAILED.code(), exitCode);
    assertTrue(err.toString().startsWith("bolillero: standard output: "), err.toString());
  }

  private static final class FullDisk extends Writer {
    @Override
    public void write(char[] text, int offset, int length) throws IOException {
      throw new IOException("No space left on device");
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  private Run run(String command) {
    return Run.of("log", command, folder.toString());
  }

  private static Run failed(ExitCode exitCode, String message) {
    return new Run(exitCode.code(), "", "bolillero: " + message + System.lineSeparator());
  }

  private void holdADraw() throws Exception {
    AgencyTotal one = TestBets.total(1, ONE);
    AgencyTotal two = TestBets.total(2, TWO);
    Winners.Builder builder = new Winners.Builder();
    builder.addFrom(1, ONE, TestBets.WINNING_NUMBER);
    Winners winners = builder.build();
    StoredLog.write(
        folder,
        SETTINGS,
        new DrawEvent.Bets(1, ONE),
        new DrawEvent.Bets(2, TWO),
        new DrawEvent.Finished(one),
        new DrawEvent.Finished(two),
        new DrawEvent.Sealed(Lists.immutable.of(one, two), Optional.empty()),
        new DrawEvent.Drawn(
            TestBets.WINNING_NUMBER, winners.total(), winners.digest(), Optional.empty()));
  }
}
