package org.bolillero.console;

import static org.bolillero.console.Patience.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.logging.log4j.LogManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgressDisplayTest {
  private static final Path NULL_DEVICE = Path.of("/dev/null");

  @TempDir private Path folder;

  @Test
  void whatIsNoTerminalIsToldFromOne() throws IOException {
    assertFalse(StandardError.isTerminal(NULL_DEVICE, NULL_DEVICE));
    assertFalse(StandardError.isTerminal(folder, NULL_DEVICE));
    assertFalse(StandardError.isTerminal(Files.createFile(folder.resolve("f")), NULL_DEVICE));
    assertFalse(StandardError.isTerminal(folder.resolve("missing"), NULL_DEVICE));
    // A character device, which is all that can be said of it without a terminal.
    assertTrue(StandardError.isTerminal(Path.of("/dev/zero"), NULL_DEVICE));
  }

  @Test
  void aTerminalWithoutACursorShowsNothing() {
    assertFalse(StandardError.canShowProgress(Map.of()));
    assertFalse(StandardError.canShowProgress(Map.of("TERM", "dumb")));
  }

  @Test
  void theWidthIsThatOfTheEnvironmentIfThatMakesSense() {
    assertEquals(80, StandardError.columns(Map.of()));
    assertEquals(132, StandardError.columns(Map.of("COLUMNS", "132")));
    assertEquals(80, StandardError.columns(Map.of("COLUMNS", "0")));
    assertEquals(80, StandardError.columns(Map.of("COLUMNS", "wide")));
    assertEquals(80, StandardError.columns(Map.of("COLUMNS", "99999")));
  }

  @Test
  void withoutATerminalNothingIsShownAndTheLibraryIsNotLoaded() throws Exception {
    ChildProgram child = ChildProgram.start(folder, Main.class);
    assertEquals(0, child.exitCode());
    assertFalse(isLibraryLoaded());
    assertTrue(child.err().endsWith("INFO     done\n"), child.err());
    assertEquals(1, child.err().lines().count());
  }

  @Test
  void onATerminalEveryTaskIsShownAndLogLinesGoAbove() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/script")), "needs script(1)");
    Path terminal = folder.resolve("terminal");
    String command =
        ChildProgram.command(folder, Main.class, terminal.toString()).stream()
            .map(word -> "'" + word + "'")
            .collect(Collectors.joining(" "));
    // script(1) runs it on a terminal of its own; standard output is none, to show that only
    // standard error counts.
    var builder =
        new ProcessBuilder(
            "/usr/bin/script",
            "-qefc",
            command + " >" + folder.resolve("out"),
            terminal.toString());
    builder.environment().put("TERM", "xterm");
    builder.environment().put("COLUMNS", "60");
    builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
    assertEquals(0, builder.start().waitFor());
    assertTrue(isLibraryLoaded());
    String shown = Files.readString(terminal);
    assertTrue(shown.contains("agency 1 100%"), shown);
    assertTrue(shown.contains("agency 2 "), shown);
    assertTrue(shown.contains("A\u001b[J2"), shown);
    assertTrue(shown.contains("INFO     done\r\n"), shown);
    assertTrue(shown.lines().noneMatch(line -> line.contains("agency") && line.length() > 80));
  }

  private boolean isLibraryLoaded() throws IOException {
    return Files.readString(folder.resolve("classes")).contains("me.tongfei.progressbar.");
  }

  /** Shows some progress, and goes on when it stands in the file that is named, if one is. */
  static final class Main {
    private Main() {}

    public static void main(String[] arguments) throws Exception {
      Logging.start(LogLevel.INFO);
      try (var first = ProgressDisplay.open("agency 1", 1000);
          var second = ProgressDisplay.open("agency 2", -1)) {
        for (int i = 1; i <= 1000; i++) {
          first.to(i);
          second.to(i);
        }
        for (String terminal : arguments) {
          await().until(() -> Files.readString(Path.of(terminal)).contains("agency 2 "));
        }
        LogManager.getLogger(ProgressDisplayTest.class).info("done");
        Logging.stop();
      }
    }
  }
}
