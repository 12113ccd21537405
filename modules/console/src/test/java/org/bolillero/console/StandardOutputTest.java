package org.bolillero.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** A result that cannot be written is no success, whoever prints it. */
class StandardOutputTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"1", "100000", "--help", "--version"})
  void aFullDeviceIsAnErrorHoweverMuchIsPrinted(String words) throws Exception {
    ChildProgram child = startIn("exec \"$@\" >/dev/full", words);
    assertEquals(ExitCode.STORAGE_FAILED.code(), child.exitCode(), child.err());
    assertTrue(child.err().startsWith("bolillero: standard output: "));
    assertEquals(1, child.err().lines().count(), child.err());
  }

  @Test
  void aClosedStandardOutputIsAnError() throws Exception {
    ChildProgram child = startIn("exec \"$@\" 1>&-", "1");
    assertEquals(ExitCode.STORAGE_FAILED.code(), child.exitCode(), child.err());
  }

  @Test
  void nothingIsWrongWithAClosedStandardOutputThatNothingIsWrittenTo() throws Exception {
    ChildProgram child = startIn("exec \"$@\" 0<&- 1>&-", "0");
    assertEquals(0, child.exitCode(), child.err());
  }

  /** A file or a connection would otherwise be what standard error is. */
  @Test
  void noFileTakesThePlaceOfAStreamThatWasClosed() throws Exception {
    Path file = folder.resolve("file");
    ChildProgram child = startIn("exec \"$@\" 0<&- 1>&- 2>&-", "into", file.toString());
    assertEquals(ExitCode.REFUSED.code(), child.exitCode(), child.err());
    assertEquals("its own\n", Files.readString(file));
  }

  @Test
  void aPipeWhoseReaderIsGoneEndsTheProgramQuietlyAsSigpipeWould() throws Exception {
    ChildProgram child = startIn("{ \"$@\"; echo \"code $?\" >&2; } | head -1", "1000000000");
    assertEquals(0, child.exitCode(), child.err());
    assertEquals("line 0\n", child.out());
    assertEquals("code 141\n", child.err());
  }

  private ChildProgram startIn(String script, String... words) throws IOException {
    return ChildProgram.startBy(List.of("sh", "-c", script, "sh"), folder, Main.class, words);
  }

  /** Prints so many lines; or writes a file and then complains. */
  @Command(name = "main")
  static final class Main implements Action {
    @Parameters(paramLabel = "WORDS")
    private List<String> words = List.of();

    public static void main(String[] arguments) {
      Program.main(new Main(), arguments);
    }

    @Override
    public ExitCode run(PrintWriter out) throws CommandException {
      List<String> given = words;
      if (given.getFirst().equals("into")) {
        write(Path.of(given.getLast()));
      }
      for (long i = 0; i < Long.parseLong(given.getFirst()); i++) {
        out.print("line " + i + "\n");
      }
      return ExitCode.OK;
    }

    private static void write(Path file) throws CommandException {
      List<PrintWriter> open = new ArrayList<>();
      try {
        for (int i = 0; i < 3; i++) {
          open.add(new PrintWriter(Files.newBufferedWriter(file)));
        }
        System.out.println("results");
        System.err.println("errors");
        open.getLast().print("its own\n");
        open.forEach(PrintWriter::close);
        throw new CommandException(ExitCode.REFUSED, "refused");
      } catch (IOException e) {
        throw new CommandException(ExitCode.STORAGE_FAILED, e.toString(), e);
      }
    }
  }
}
