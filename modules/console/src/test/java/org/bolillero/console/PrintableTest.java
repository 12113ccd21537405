package org.bolillero.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What cannot be seen is spelt out where it is meant, and refused where it cannot be. */
class PrintableTest {
  private static final String EXPECTED = "expected the name of a file or folder, found ";

  @Test
  void whatATerminalDoesNotShowIsSpeltOut() {
    assertEquals("office\\r", Printable.of("office\r"));
    assertEquals("a\\nb\\tc\\u001b[2J\\u200b\\u202e", Printable.of("a\nb\tc\u001b[2J\u200b\u202e"));
    assertEquals("\\ud83d and \ud83d\ude00", Printable.of("\ud83d and \ud83d\ude00"));
  }

  @Test
  void whatCanBeSeenStaysAsItIs() {
    assertEquals("Zoë Ñandú \\r ლ 馬", Printable.of("Zoë Ñandú \\r ლ 馬"));
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "``, --file=, nothing",
        "`   `, --file=   , nothing that can be seen",
        "`\u00a0\u200b`, --file=\u00a0\\u200b, nothing that can be seen",
        "`a\tb`, --file=a\\tb, one with control characters",
      })
  void aPathThatCannotBeSeenOrTypedIsRefused(String path, String shown, String found) {
    Run run = Run.of(new Reader(), Map.of(), "--file", path);
    assertEquals(2, run.exitCode());
    assertEquals(
        "bolillero: " + shown.stripLeading() + ": " + EXPECTED + found + "; try 'reader --help'\n",
        run.err().replaceAll("= +:", "=:"));
  }

  @Test
  void theCarriageReturnOfAnEnvironmentFileIsShownWithItsLikelyCause() {
    assertEquals(
        new Run(
            2,
            "",
            "bolillero: READER_FILE=office\\r: "
                + EXPECTED
                + "one that ends with a carriage return: what sets it may have lines that end with"
                + " CR LF; try 'reader --help'\n"),
        Run.of(new Reader(), Map.of("READER_FILE", "office\r")));
  }

  @Command(name = "reader")
  private static final class Reader implements Action {
    @Option(names = "--file")
    @Setting(key = "reader.file")
    private @Nullable Path file;

    @Override
    public ExitCode run(PrintWriter out) {
      out.print(file);
      return ExitCode.OK;
    }
  }
}
