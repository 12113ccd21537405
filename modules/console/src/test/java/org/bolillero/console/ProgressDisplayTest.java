package org.bolillero.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.bolillero.fuzz.Patience.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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
    assertFalse(ProgressDisplay.isTerminal(NULL_DEVICE, NULL_DEVICE));
    assertFalse(ProgressDisplay.isTerminal(folder, NULL_DEVICE));
    assertFalse(ProgressDisplay.isTerminal(Files.createFile(folder.resolve("f")), NULL_DEVICE));
    assertFalse(ProgressDisplay.isTerminal(folder.resolve("missing"), NULL_DEVICE));
    // A character device, which is all that can be said of it without a terminal.
    assertTrue(ProgressDisplay.isTerminal(Path.of("/dev/zero"), NULL_DEVICE));
  }

  @Test
  void aTerminalWithoutACursorShowsNothing() {
    assertFalse(ProgressDisplay.isShown(Map.of()));
    assertFalse(ProgressDisplay.isShown(Map.of("TERM", "dumb")));
  }

  @Test
  void theWidthIsThatOfTheEnvironmentIfThatMakesSense() {
    assertEquals(80, ProgressDisplay.columns(Map.of()));
    assertEquals(132, ProgressDisplay.columns(Map.of("COLUMNS", "132")));
    assertEquals(80, ProgressDisplay.columns(Map.of("COLUMNS", "0")));
    assertEquals(80, ProgressDisplay.columns(Map.of("COLUMNS", "wide")));
    assertEquals(80, ProgressDisplay.columns(Map.of("COLUMNS", "99999")));
  }

  @Test
  void aLineSaysHowFarTheTaskIsAndHowLongItTakes() {
    assertEquals(
        "agency 1   0% [                              ] 0:03",
        ProgressDisplay.line("agency 1", 0, 1000, Duration.ofSeconds(3), 51));
    assertEquals(
        "agency 1  25% [#####               ] 0:20, 1:00 to go",
        ProgressDisplay.line("agency 1", 250, 1000, Duration.ofSeconds(20), 53));
    assertEquals(
        "agency 1 100% [##########] 62:05",
        ProgressDisplay.line("agency 1", 1000, 1000, Duration.ofSeconds(3725), 32));
    assertEquals("none 100% [####] 0:00", ProgressDisplay.line("none", 0, 0, Duration.ZERO, 21));
    assertEquals("a task  50", ProgressDisplay.line("a task", 1, 2, Duration.ofSeconds(1), 10));
  }

  @Test
  void whatIsPrintedGoesAboveTheLine() {
    PrintStream before = System.err;
    var screen = new ByteArrayOutputStream();
    try (var display = ProgressDisplay.open("task", 2, 30, new PrintStream(screen, true, UTF_8))) {
      await().until(() -> screen.toString(UTF_8).contains("task   0% ["));
      display.to(1);
      System.err.print("a long");
      System.err.println(" line");
    } finally {
      System.setErr(before);
    }
    String shown = screen.toString(UTF_8);
    assertTrue(shown.contains("\r\u001b[Ka long"), shown);
    assertTrue(shown.contains(" line\ntask  50% ["), shown);
    assertTrue(shown.endsWith("\n"), shown);
  }

  @Test
  void withoutATerminalNothingIsShown() throws Exception {
    ChildProgram child = ChildProgram.start(folder, Main.class);
    assertEquals(0, child.exitCode());
    assertTrue(child.err().endsWith("INFO     done\n"), child.err());
    assertEquals(1, child.err().lines().count());
  }

  @Test
  void onATerminalTheTaskIsShownAndLogLinesGoAbove() throws Exception {
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
    String shown = Files.readString(terminal);
    assertTrue(shown.contains("agency 1 100%"), shown);
    assertTrue(shown.contains("\r\u001b[K2"), shown);
    assertTrue(
        shown.contains("INFO     done\r\n\r\u001b[Kagency 1 100%")
            || shown.contains("INFO     done\r\nagency 1 100%"),
        shown);
    assertTrue(shown.lines().noneMatch(line -> line.contains("agency") && line.length() > 140));
  }

  /** Shows some progress, and goes on when it stands in the file that is named, if one is. */
  static final class Main {
    private Main() {}

    public static void main(String[] arguments) throws Exception {
      Logging.start(LogLevel.INFO);
      try (var display = ProgressDisplay.open("agency 1", 1000)) {
        for (int i = 1; i <= 1000; i++) {
          display.to(i);
        }
        for (String terminal : arguments) {
          await().until(() -> Files.readString(Path.of(terminal)).contains("agency 1 100%"));
        }
        LogManager.getLogger(ProgressDisplayTest.class).info("done");
        Logging.stop();
      }
    }
  }
}
