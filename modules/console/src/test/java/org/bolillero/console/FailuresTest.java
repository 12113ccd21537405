package org.bolillero.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine.Command;

class FailuresTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          server --port abc           | --port=abc: expected a whole number from 0 to 65535
          server --port=70000         | --port=70000: expected a whole number from 0 to 65535
          server --port -1            | --port=-1: expected a whole number from 0 to 65535
          server --listen-backlog 0   | --listen-backlog=0: expected a whole number of at least 1
          server --log-level loud     | --log-level=loud: expected one of DEBUG, INFO, WARNING, ERROR, CRITICAL
          server --sync=maybe         | --sync=maybe: expected true or false
          server --agencies 1,x       | --agencies=x: expected a whole number from 1 to 99
          server --agencies 1,100     | --agencies=100: expected a whole number from 1 to 99
          server --seed 1.5           | --seed=1.5: expected a whole number
          server --port               | missing the value of --port
          server --port 1 --port 2    | option '--port' (PORT) should be specified only once
          server --prt 1              | unknown option --prt
          server --por 1              | unknown option --por, did you mean --port?
          server now                  | unexpected argument now
          server --dry-run=often      | --dry-run=often: expected true or false
          """)
  void aWrongFlagIsSaidInOneLine(String arguments, String message) {
    assertEquals(
        new Run(
            2,
            "",
            "bolillero: " + message + "; try 'bolillero server --help'\\n".translateEscapes()),
        Run.of(new Office(), Map.of(), arguments.split(" ")));
  }

  @Test
  void whatIsMissingIsNamedWithAllItsNames() {
    assertEquals(
        "bolillero: missing --server (or CLI_SERVER_ADDRESS, or server.address in a file); try"
            + " 'bolillero bet --help'\n",
        Run.of(new Office(), Map.of(), "bet").err());
  }

  @Test
  void whatIsMisspeltIsNamedRatherThanWhatIsMissingForIt() {
    assertEquals(
        "bolillero: unknown option --servr=a, did you mean --server?; try 'bolillero bet --help'\n",
        Run.of(new Office(), Map.of(), "bet", "--servr=a").err());
  }

  @Test
  void aCommandThatDoesNotExistIsSaid() {
    assertEquals(
        "bolillero: unknown command serve, did you mean server?; try 'bolillero --help'\n",
        Run.of(new Office(), Map.of(), "serve").err());
  }

  @Test
  void aWrongParameterIsSaid() {
    assertEquals(
        "bolillero: NUMBER: x: expected a whole number from 0 to 9999; try 'bolillero bet"
            + " --help'\n",
        Run.of(new Office(), Map.of(), "bet", "--server", "a", "x").err());
  }

  @Test
  void aWrongVariableIsNamed() {
    assertEquals(
        "bolillero: SERVER_PORT=abc: expected a whole number from 0 to 65535; try 'bolillero"
            + " server --help'\n",
        Run.of(new Office(), Map.of("SERVER_PORT", "abc"), "server").err());
    assertEquals(
        "bolillero: CLI_BATCH_MAXAMOUNT=many: expected a whole number from 0 to 1000; try"
            + " 'bolillero bet --help'\n",
        Run.of(new Office(), Map.of("CLI_BATCH_MAXAMOUNT", "many"), "bet", "--server", "a").err());
  }

  @Test
  void aWrongLineOfTheFileIsNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("s.yaml"), "server:\n  port: 65536\n");
    assertEquals(
        "bolillero: "
            + file
            + ", line 2: server.port: 65536: expected a whole number from 0 to 65535; try"
            + " 'bolillero server --help'\n",
        Run.of(new Office(), Map.of(), "server", "--config", file.toString()).err());
  }

  @Test
  void aFlagIsNotBlamedOnTheVariableThatItOverrides() {
    assertEquals(
        "bolillero: --port=x: expected a whole number from 0 to 65535; try 'bolillero server"
            + " --help'\n",
        Run.of(new Office(), Map.of("SERVER_PORT", "y"), "server", "--port", "x").err());
  }

  @Test
  void theFileIsCheckedAlsoIfNoSettingNeedsIt() {
    Path missing = folder.resolve("missing.yaml");
    assertEquals(
        new Run(2, "", "bolillero: " + missing + ": no such file; try 'bolillero server --help'\n"),
        Run.of(new Office(), Map.of(), "server", "--config", missing.toString()));
  }

  @Test
  void helpIsGivenAlsoIfASettingIsWrong() {
    Run run = Run.of(new Office(), Map.of("SERVER_PORT", "abc"), "server", "--help");
    assertEquals(0, run.exitCode());
    assertTrue(run.out().contains("Usage: bolillero server"), run.out());
  }

  @Test
  void aLongWrongValueIsShortened() {
    String err = Run.of(new Office(), Map.of("SERVER_PORT", "9".repeat(1000)), "server").err();
    assertTrue(err.startsWith("bolillero: SERVER_PORT=" + "9".repeat(80) + "…: expected"), err);
  }

  @ParameterizedTest
  @EnumSource(ExitCode.class)
  void aFailureThatTheUserUnderstandsIsOneLineAndItsCode(ExitCode code) {
    assertEquals(
        new Run(code.code(), "", "bolillero: row 3 is bad\n"),
        Run.of(
            new Failing(new CommandException(code, "row 3 is bad", new IOException("inner"))),
            Map.of()));
  }

  @Test
  void whatAFileSaysCannotBreakTheLineOrTheTerminal() {
    assertEquals(
        "bolillero: bad row\\na\\r\\nb\\u001b[2Jc\n",
        Run.of(
                new Failing(new CommandException(ExitCode.BAD_INPUT, "bad row\na\r\nb\u001b[2Jc")),
                Map.of())
            .err());
  }

  @Test
  void onlyADefectPrintsItsStackTrace() {
    Run run = Run.of(new Failing(new IllegalStateException("ups")), Map.of());
    assertEquals(1, run.exitCode());
    assertTrue(
        run.err()
            .startsWith(
                "bolillero: internal error, please report it: java.lang.IllegalStateException:"
                    + " ups\njava.lang.IllegalStateException: ups\n\tat "),
        run.err());
  }

  @Command(name = "failing")
  private record Failing(Exception failure) implements Action {
    @Override
    public ExitCode run(PrintWriter out) throws CommandException {
      if (failure instanceof CommandException known) {
        throw known;
      }
      throw (RuntimeException) failure;
    }
  }
}
