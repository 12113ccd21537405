package org.bolillero.console;

import static org.bolillero.fuzz.Patience.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.apache.logging.log4j.LogManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

class TerminationTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"TERM", "INT", "HUP"})
  void aSignalEndsAnOfficeInGoodOrderWithZero(String signal) throws Exception {
    ChildProgram child = running("serve");
    child.signal(signal);
    assertEquals(0, child.exitCode(), child.err());
    assertEquals(
        List.of("INFO ready", "INFO closing second", "INFO closing first"), logLines(child));
  }

  @ParameterizedTest
  @CsvSource({"TERM, 143", "INT, 130", "HUP, 129"})
  void aCommandThatIsInterruptedEndsAsSchedulersKnowItAndSaysSo(String signal, int exitCode)
      throws Exception {
    ChildProgram child = running("wait");
    child.signal(signal);
    assertEquals(exitCode, child.exitCode(), child.err());
    assertEquals(
        List.of(
            "INFO ready",
            "INFO closing second",
            "INFO closing first",
            "WARN action: terminate | result: fail | motivo: SIG"
                + signal
                + " before all was done"),
        logLines(child));
  }

  @Test
  void aCommandThatIsInterruptedEndsWithTheCodeThatItWasTold() throws Exception {
    ChildProgram child = running("wait-for-7");
    child.terminate();
    assertEquals(7, child.exitCode(), child.err());
    assertTrue(child.err().endsWith("SIGTERM before all was done\n"), child.err());
  }

  @Test
  void whatWasDoneBeforeTheSignalCouldStopItIsDone() throws Exception {
    ChildProgram child = running("done-when-closed");
    child.terminate();
    assertEquals(0, child.exitCode(), child.err());
    assertEquals("INFO main thread is WAITING", logLines(child).getLast());
  }

  @Test
  void whatIsIgnoredByWhoeverStartedTheProgramStaysIgnored() throws Exception {
    ChildProgram child =
        ChildProgram.startBy(
            List.of("sh", "-c", "trap '' HUP; exec \"$@\"", "sh"), folder, Main.class, "wait");
    awaitReady(child);
    child.signal("HUP");
    child.terminate();
    assertEquals(143, child.exitCode(), child.err());
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
    assertEquals(143, child.exitCode(), child.err());
    assertTrue(child.err().endsWith("SIGTERM before all was done\n"), child.err());
    assertFalse(child.err().contains("connection"), child.err());
  }

  /** The main thread waits for the signal's thread while that closes. */
  @Test
  void aCommandThatEndsWhileItIsBeingClosedDelaysNothing() throws Exception {
    ChildProgram child = running("end-when-closed");
    child.terminate();
    assertEquals(143, child.exitCode(), child.err());
    assertTrue(child.err().contains("main thread is WAITING\n"), child.err());
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
    await().until(() -> child.out().contains("ready"));
    child.terminate();
    assertEquals(143, child.exitCode());
  }

  @Test
  void withoutAnythingToCloseASignalDoesWhatItAlwaysDoes() throws Exception {
    ChildProgram child = running("wait-without-resources");
    child.terminate();
    assertEquals(143, child.exitCode(), child.err());
    assertTrue(child.err().endsWith("SIGTERM before all was done\n"), child.err());
  }

  private ChildProgram running(String mode) throws IOException {
    ChildProgram child = ChildProgram.start(folder, Main.class, mode);
    awaitReady(child);
    return child;
  }

  private static void awaitReady(ChildProgram child) {
    await().until(() -> child.err().contains("ready"));
  }

  /** The lines of the log without their times. */
  private static List<String> logLines(ChildProgram child) {
    return child.err().lines().map(line -> line.substring(20).replaceFirst(" +", " ")).toList();
  }

  @Command(name = "main")
  static final class Main implements Action {
    @Parameters(paramLabel = "MODE")
    private String mode;

    private final CountDownLatch closed = new CountDownLatch(1);

    public static void main(String[] arguments) {
      Program.main(new Main(), arguments);
    }

    @Override
    public ExitCode run(PrintWriter out) throws CommandException, InterruptedException {
      Logging.start(LogLevel.INFO);
      var log = LogManager.getLogger(TerminationTest.class);
      Thread main = Thread.currentThread();
      if (!mode.equals("wait-without-resources")) {
        Termination.closeOnSignal(() -> {
          log.info("closing first");
          closed.countDown();
          if (mode.equals("end-when-closed") || mode.equals("done-when-closed")) {
            await().until(() -> isIn("org.bolillero.console.Termination", main));
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
      switch (mode) {
        case "serve" -> Termination.endOnSignal(() -> {});
        case "wait-for-7" -> Termination.exitOnSignal(7);
        default -> {}
      }
      log.info("ready");
      if (mode.endsWith("flood")) {
        for (int i = 0; i < 100_000; i++) {
          log.info("line {}", i);
        }
        System.out.println("ready");
      }
      if (mode.startsWith("wait") || mode.equals("serve")) {
        new CountDownLatch(1).await();
      }
      if (mode.endsWith("when-closed")) {
        closed.await();
      }
      if (mode.startsWith("fail")) {
        throw new CommandException(ExitCode.UNREACHABLE, "the connection is closed");
      }
      return mode.startsWith("done") ? ExitCode.OK : ExitCode.REFUSED;
    }

    /** Whether a thread waits in a method of a class. */
    private static boolean isIn(String className, Thread thread) {
      return thread.getState() == Thread.State.WAITING
          && Arrays.stream(thread.getStackTrace())
              .anyMatch(frame -> frame.getClassName().equals(className));
    }
  }
}
