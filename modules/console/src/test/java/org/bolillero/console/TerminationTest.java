package org.bolillero.console;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.apache.logging.log4j.LogManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TerminationTest {
  @TempDir private Path folder;

  @Test
  void aSignalClosesInReverseOrderAndFlushesAndTheProgramEndsWithZero() throws Exception {
    ChildProgram child = running("wait");
    child.terminate();
    assertEquals(0, child.exitCode(), child.err());
    assertEquals(
        List.of("ready", "closing second", "closing first"),
        child
            .err()
            .lines()
            .map(line -> line.substring("2026-01-01 00:00:00 INFO     ".length()))
            .toList());
  }

  @Test
  void theInterruptOfATerminalIsSuchASignalToo() throws Exception {
    ChildProgram child = running("wait");
    new ProcessBuilder("kill", "-INT", Long.toString(child.pid())).start().waitFor();
    assertEquals(0, child.exitCode(), child.err());
    assertTrue(child.err().endsWith("closing first\n"), child.err());
  }

  @ParameterizedTest
  @CsvSource({
    "wait-fails,        8, bolillero: the disk is full",
    "wait-breaks,       1, 'bolillero: internal error while ending, please report it:"
        + " java.lang.IllegalStateException: ups'",
  })
  void ifClosingFailsTheRestIsClosedAndTheExitCodeSaysSo(String mode, int exitCode, String message)
      throws Exception {
    ChildProgram child = running(mode);
    child.terminate();
    assertEquals(exitCode, child.exitCode(), child.err());
    assertTrue(child.err().endsWith("closing first\n" + message + "\n"), child.err());
  }

  @Test
  void aCommandThatFailsBecauseItIsBeingClosedPrintsNothing() throws Exception {
    ChildProgram child = running("fail-when-closed");
    child.terminate();
    assertEquals(0, child.exitCode(), child.err());
    assertTrue(child.err().endsWith("closing first\n"), child.err());
  }

  /** The main thread is in System.exit, which waits for the signal's thread, while that closes. */
  @Test
  void aCommandThatEndsWhileItIsBeingClosedDelaysNothing() throws Exception {
    ChildProgram child = running("end-when-closed");
    child.terminate();
    assertEquals(0, child.exitCode(), child.err());
    assertTrue(child.err().endsWith("main thread is BLOCKED\n"), child.err());
  }

  @Test
  void aCommandThatEndsByItselfHasItsOwnExitCodeAndItsLogIsFlushed() throws Exception {
    ChildProgram child = ChildProgram.start(folder, Main.class, "return");
    assertEquals(5, child.exitCode(), child.err());
    assertTrue(child.err().endsWith("INFO     ready\n"), child.err());
  }

  @Test
  void aStandardErrorThatNobodyReadsDoesNotKeepTheProgramFromEnding() throws Exception {
    ChildProgram child = ChildProgram.startUnread(folder, Main.class, "wait-after-a-flood");
    await().atMost(Duration.ofMinutes(1)).until(() -> child.out().contains("ready"));
    child.terminate();
    assertEquals(0, child.exitCode());
  }

  @Test
  void withoutAnythingToCloseASignalDoesWhatItAlwaysDoes() throws Exception {
    ChildProgram child = running("wait-without-resources");
    child.terminate();
    assertEquals(143, child.exitCode(), child.err());
  }

  private ChildProgram running(String mode) throws IOException {
    ChildProgram child = ChildProgram.start(folder, Main.class, mode);
    await().atMost(Duration.ofMinutes(1)).until(() -> child.err().contains("ready"));
    return child;
  }

  static final class Main implements Command {
    private final Options options = new Options();
    private final Option<String> chosen = options.text("MODE").required();
    private final CountDownLatch closed = new CountDownLatch(1);

    public static void main(String[] arguments) {
      Program.main(new Main(), arguments);
    }

    @Override
    public ManualPage page() {
      return new ManualPage("main", "Does it.", List.of(), List.of(), List.of());
    }

    @Override
    public Options options() {
      return options;
    }

    @Override
    public ExitCode run(PrintWriter out) throws CommandException, InterruptedException {
      String mode = chosen.value();
      Logging.start(LogLevel.INFO);
      var log = LogManager.getLogger(TerminationTest.class);
      Thread main = Thread.currentThread();
      if (!mode.equals("wait-without-resources")) {
        Termination.closeOnSignal(() -> {
          log.info("closing first");
          closed.countDown();
          if (mode.equals("end-when-closed")) {
            await()
                .atMost(Duration.ofMinutes(1))
                .until(() -> main.getState() == Thread.State.BLOCKED);
            log.info("main thread is {}", main.getState());
          }
        });
        Termination.closeOnSignal(() -> {
          log.info("closing second");
          switch (mode) {
            case "wait-fails" ->
                throw new CommandException(ExitCode.STORAGE_FAILED, "the disk is full");
            case "wait-breaks" -> throw new IllegalStateException("ups");
            default -> {}
          }
        });
      }
      log.info("ready");
      if (mode.endsWith("flood")) {
        for (int i = 0; i < 100_000; i++) {
          log.info("line {}", i);
        }
        System.out.println("ready");
      }
      if (mode.startsWith("wait")) {
        new CountDownLatch(1).await();
      }
      if (mode.endsWith("when-closed")) {
        closed.await();
      }
      if (mode.startsWith("fail")) {
        throw new CommandException(ExitCode.UNREACHABLE, "the connection is closed");
      }
      return ExitCode.REFUSED;
    }
  }
}
