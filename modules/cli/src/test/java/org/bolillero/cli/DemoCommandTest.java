package org.bolillero.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
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

class DemoCommandTest {
  @Test
  void itShowsADrawAndLeavesNothingBehind(@TempDir Path folder) throws IOException {
    String before = System.setProperty("java.io.tmpdir", folder.toString());
    try {
      Run run = Run.of("demo", "--agencies", "2", "--bets", "300");
      assertEquals(0, run.exitCode(), run.err());
      assertTrue(run.out().startsWith("2 agencies bring 300 bets to one office.\n"), run.out());
      assertTrue(run.out().contains("\n     all        300 "), run.out());
    } finally {
      System.setProperty("java.io.tmpdir", before);
    }
    try (Stream<Path> left = Files.list(folder)) {
      assertEquals(List.of(), left.toList());
    }
  }

  @ParameterizedTest
  @EnumSource(LogException.Kind.class)
  void whatFailsEndsItWithItsOwnCode(LogException.Kind kind) {
    OfficeSettings settings = OfficeSettings.of("--agencies=1", "--data=x");
    ExitCode expected =
        switch (kind) {
          case IN_USE -> ExitCode.IN_USE;
          case MISSING -> ExitCode.BAD_INPUT;
          case DAMAGED -> ExitCode.DAMAGED;
          case FAILED, CLOSED -> ExitCode.STORAGE_FAILED;
        };
    LogException failure = new LogException(kind, "ups", new IOException());
    assertEquals(expected, OfficeFailure.of(failure, settings).exitCode());
    assertEquals(
        ExitCode.IN_USE, OfficeFailure.of(new BindException("taken"), settings).exitCode());
  }
}
