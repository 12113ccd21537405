package org.bolillero.console;

import static org.bolillero.fuzz.Patience.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.apache.logging.log4j.LogManager;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Whatever runs out, and whichever thread it hits: an end, a code that is not 0, and one line. */
class ExhaustionTest {
  private static final String SMALL_HEAP = "-Xmx16m";

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"main", "platform", "virtual", "wrapped", "closing"})
  void aThreadWithoutMemoryEndsTheProgramWithOneLine(String thread) throws Exception {
    ChildProgram child = withHeap(thread, "fill");
    if (thread.equals("closing")) {
      await().until(() -> child.err().contains("ready"));
      child.terminate();
    }
    assertEquals(ExitCode.EXHAUSTED.code(), child.exitCode(), child.err());
    assertEquals(
        "bolillero: out of memory (Java heap space): allow more, as by"
            + " BOLILLERO_JAVA_OPTIONS=-Xmx512m\n",
        withoutLog(child));
  }

  /** It takes what was kept for the last words, too. */
  @Tag("long")
  @ParameterizedTest
  @ValueSource(strings = {"main", "platform", "virtual"})
  void whileAnotherThreadTakesAllMemoryThereIsStillOneLine(String thread) throws Exception {
    ChildProgram child = withHeap(thread, "fight");
    assertEquals(ExitCode.EXHAUSTED.code(), child.exitCode(), child.err());
    assertTrue(
        withoutLog(child).matches("bolillero: out of memory.*: allow more.*\n"), child.err());
  }

  @ParameterizedTest
  @CsvSource({"main, assert", "platform, recurse", "virtual, state"})
  void aThreadThatDiesOfADefectEndsTheProgramAndLeavesItsTrace(String thread, String defect)
      throws Exception {
    ChildProgram child = withHeap(thread, defect);
    assertEquals(ExitCode.INTERNAL.code(), child.exitCode(), child.err());
    assertTrue(
        withoutLog(child).startsWith("bolillero: internal error, please report it: java.lang."),
        child.err());
    assertTrue(child.err().contains("\tat "), child.err());
  }

  @Tag("long")
  @ParameterizedTest
  @CsvSource({
    "main, recurse",
    "main, state",
    "platform, assert",
    "platform, state",
    "virtual, assert",
    "virtual, recurse"
  })
  void whicheverThreadDiesOfWhicheverDefect(String thread, String defect) throws Exception {
    aThreadThatDiesOfADefectEndsTheProgramAndLeavesItsTrace(thread, defect);
  }

  /**
   * The limit counts all processes of a user, so the user is one that has no others, not even those
   * of another run of this test, but may read what this one may.
   */
  @Test
  void withoutFurtherThreadsTheProgramEndsWithOneLine() throws Exception {
    assumeTrue("root".equals(System.getProperty("user.name")), "needs root, to become a user");
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/setpriv")), "needs setpriv");
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/prlimit")), "needs prlimit");
    long nobodyElse = 61_000 + ProcessHandle.current().pid() % 4_000;
    for (String thread : List.of("main", "platform", "virtual")) {
      ChildProgram child =
          ChildProgram.startBy(
              List.of(
                  "setpriv",
                  "--reuid=" + nobodyElse,
                  "--regid=" + nobodyElse,
                  "--clear-groups",
                  "--inh-caps=+dac_override",
                  "--ambient-caps=+dac_override",
                  "prlimit",
                  "--nproc=100"),
              folder,
              Main.class,
              thread,
              "threads");
      assertEquals(ExitCode.EXHAUSTED.code(), child.exitCode(), child.err());
      String said = withoutLog(child).replaceAll("(?m)^\\[.*\\R|^OpenJDK.*warning.*\\R", "");
      assertEquals(
          "bolillero: no further thread can be started: allow this user or container more"
              + " processes (ulimit -u, pids limit), or give the machine more memory\n",
          said);
    }
  }

  private ChildProgram withHeap(String... arguments) throws Exception {
    return ChildProgram.startBy(
        List.of("env", "JDK_JAVA_OPTIONS=" + SMALL_HEAP), folder, Main.class, arguments);
  }

  private static String withoutLog(ChildProgram child) {
    return child
        .err()
        .lines()
        .filter(line -> !line.contains(" INFO ") && !line.startsWith("NOTE: Picked up"))
        .map(line -> line + "\n")
        .reduce("", String::concat);
  }

  @Command(name = "main")
  static final class Main implements Action {
    @Parameters(paramLabel = "WORDS")
    private List<String> words = List.of();

    public static void main(String[] arguments) {
      Program.main(new Main(), arguments);
    }

    @Override
    public ExitCode run(PrintWriter out) throws CommandException, InterruptedException {
      Logging.start(LogLevel.INFO);
      Runnable end = () -> end(words.getLast());
      if (words.getFirst().equals("closing")) {
        Termination.endOnSignal(end::run);
      }
      // Before memory is scarce: a second thread that dies makes for other words.
      LogManager.getLogger(ExhaustionTest.class).info("ready");
      switch (words.getFirst()) {
        case "main" -> end.run();
        case "platform" -> Thread.ofPlatform().start(end);
        case "virtual" -> Thread.ofVirtual().start(end);
        case "wrapped" -> {
          try {
            end.run();
          } catch (OutOfMemoryError e) {
            throw new CommandException(
                ExitCode.STORAGE_FAILED, "the log cannot be written", new IllegalStateException(e));
          }
        }
        default -> {}
      }
      new CountDownLatch(1).await();
      return ExitCode.OK;
    }

    private static void end(String how) {
      switch (how) {
        case "fill" -> fill();
        case "fight" -> {
          Thread.ofPlatform().daemon().start(Main::takeWhatIsFree);
          fill();
        }
        case "recurse" -> recurse(0);
        case "state" -> throw new IllegalStateException("ups");
        case "assert" -> throw new AssertionError("ups");
        default -> {
          while (true) {
            Thread.ofPlatform().daemon().start(Main::sleep);
          }
        }
      }
    }

    private static void fill() {
      List<byte[]> list = new ArrayList<>();
      while (list.size() < Integer.MAX_VALUE) {
        list.add(new byte[1024 * 1024]);
      }
    }

    /** Goes on for ever, in ever smaller pieces. */
    private static void takeWhatIsFree() {
      Object[] taken = {};
      int size = 1024 * 1024;
      while (size > 0) {
        try {
          Object[] more = new Object[size];
          more[0] = taken;
          taken = more;
        } catch (OutOfMemoryError _) {
          size = Math.max(1, size / 2);
        }
      }
    }

    private static int recurse(int depth) {
      return depth < 0 ? depth : recurse(depth + 1) + depth;
    }

    private static @Nullable Object sleep() {
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      return null;
    }
  }
}
