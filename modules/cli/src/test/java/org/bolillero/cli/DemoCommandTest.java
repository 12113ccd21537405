package org.bolillero.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.bolillero.console.ExitCode;
import org.bolillero.server.OfficeFailure;
import org.bolillero.server.OfficeSettings;
import org.bolillero.storage.LogException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DemoCommandTest {
  @Test
  void itShowsTheLifeOfADrawAndLeavesNothingBehind(@TempDir Path folder) throws IOException {
    Run run = run(folder, "--agencies=3", "--bets=3000", "--sales-seconds=2");
    assertEquals(0, run.exitCode(), run.err());
    assertInOrder(
        run.out(),
        "$ bolillero draw open 1 --agencies 1-3 --closes-at 2",
        "3 agencies bring 3000 bets, all at the same time.",
        "Agency 3 has died after ",
        "Sales are closed: by the clock.",
        "$ bolillero draw excuse 1 3 --reason \"its computer has died\"",
        "$ bolillero draw number 1 ",
        "  finished\n",
        "  excused\n",
        "     all       3000 ",
        "$ bolillero draw show 1\n");
    List<String> record =
        run.out()
            .lines()
            .dropWhile(line -> !line.contains("what and why"))
            .skip(1)
            .takeWhile(line -> !line.isEmpty())
            .map(line -> line.replaceAll("^ *\\S+ +\\S+ +(\\S+).*", "$1"))
            .toList();
    assertEquals(
        List.of("opened", "closed", "excused", "sealed", "number", "drawn"), record, run.out());
  }

  @Test
  void aSingleAgencyDoesNotDie(@TempDir Path folder) throws IOException {
    Run run = run(folder, "--agencies=1", "--bets=100");
    assertEquals(0, run.exitCode(), run.err());
    assertTrue(run.out().contains("Sales are closed: all agencies"), run.out());
    assertTrue(run.out().contains("       1        100        100        1  finished"), run.out());
    assertFalse(run.out().contains("draw excuse"), run.out());
  }

  @Test
  void allCanSpeakTls(@TempDir Path folder, @TempDir Path parent) throws IOException {
    String authority = parent.resolve("authority").toString();
    Run made =
        Run.of(
            "tls",
            "provision",
            authority,
            "--office=localhost,127.0.0.1",
            "--agencies=1-2",
            "--officials=ana",
            "--out=" + parent.resolve("holders"));
    assertEquals(0, made.exitCode(), made.err());
    Run run = run(folder, "--agencies=2", "--bets=100", "--certificates=" + authority);
    assertEquals(0, run.exitCode(), run.err());
    assertInOrder(
        run.out(),
        " --tls-cert office.pem --tls-key office.key --tls-ca ca.pem\n",
        "export BOLILLERO_TLS_CERT=official-ana.pem ",
        " --tls-cert agency-1.pem ",
        "     all        100 ");
  }

  @Test
  void missingCertificatesAreAnInputThatIsWrong(@TempDir Path folder) throws IOException {
    Run run = run(folder, "--certificates=" + folder);
    assertEquals(ExitCode.BAD_INPUT.code(), run.exitCode(), run.err());
    assertTrue(run.err().contains("office.pem"), run.err());
  }

  @Test
  void aDayWithoutBetsIsADayToo(@TempDir Path folder) throws IOException {
    Run run = run(folder, "--agencies=2", "--bets=0");
    assertEquals(0, run.exitCode(), run.err());
    assertTrue(run.out().contains("     all          0          0        0"), run.out());
  }

  @ParameterizedTest
  @ValueSource(strings = {"--certificates=x", "--sales-seconds=9", "--bets=34999"})
  void whatDoesNotFitTwoOfficesIsRefused(String option, @TempDir Path folder) throws IOException {
    Run run = run(folder, "--kafka", option);
    assertEquals(ExitCode.USAGE.code(), run.exitCode(), run.err());
    assertTrue(run.err().contains(option.substring(2, option.indexOf('='))), run.err());
  }

  @Test
  void whoHasNoBrokersIsToldWhereTheyComeFrom(@TempDir Path folder) throws IOException {
    Run run = run(folder, "--kafka");
    assertEquals(ExitCode.USAGE.code(), run.exitCode(), run.err());
    assertTrue(run.err().contains("run ./bolillero demo --kafka in a checkout"), run.err());
  }

  private static Run run(Path folder, String... options) throws IOException {
    String before = System.setProperty("java.io.tmpdir", folder.toString());
    try {
      Run run = Run.of(Stream.concat(Stream.of("demo"), Stream.of(options)).toArray(String[]::new));
      try (Stream<Path> left = Files.list(folder)) {
        assertEquals(List.of(), left.toList());
      }
      return run;
    } finally {
      System.setProperty("java.io.tmpdir", before);
    }
  }

  private static void assertInOrder(String text, String... parts) {
    int end = 0;
    for (String part : parts) {
      int start = text.indexOf(part, end);
      assertTrue(start >= 0, part + " not in\n" + text);
      end = start + part.length();
    }
  }

  @ParameterizedTest
  @EnumSource(LogException.Kind.class)
  void whatFailsEndsItWithItsOwnCode(LogException.Kind kind) {
    OfficeSettings settings = OfficeSettings.of("--agencies=1", "--data=x");
    ExitCode expected =
        switch (kind) {
          case IN_USE -> ExitCode.IN_USE;
          case UNSUITABLE -> ExitCode.USAGE;
          case MISSING -> ExitCode.BAD_INPUT;
          case DAMAGED -> ExitCode.DAMAGED;
          case TAKEN_OVER -> ExitCode.TAKEN_OVER;
          case FAILED, CLOSED -> ExitCode.STORAGE_FAILED;
        };
    LogException failure = new LogException(kind, "ups", new IOException());
    assertEquals(expected, OfficeFailure.of(failure, settings).exitCode());
    assertEquals(
        ExitCode.IN_USE, OfficeFailure.of(new BindException("taken"), settings).exitCode());
  }
}
