package org.bolillero.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HelpPageTest {
  @Test
  void helpSaysAllNamesOfEverySettingAndItsDefault() {
    assertEquals(
        """
        Usage: bolillero server [OPTIONS]

        Runs the office.

        Options:
              --port=PORT         The port to listen on.
                                  Allowed: a whole number from 0 to 65535
                                  Default: 12345
                                  Environment: SERVER_PORT
                                  File: server.port
        """,
        help("server", "Usage", 10));
  }

  @Test
  void helpNamesTheVariablesOfAMixinWithItsPrefix() {
    assertEquals(
        """
              --server=ADDRESS     Where.
                                   Required.
                                   Environment: CLI_SERVER_ADDRESS
                                   File: server.address
        """,
        help("bet", "      --server", 4));
  }

  @Test
  void helpSaysThatOfParametersToo() {
    assertEquals(
        """
              [NUMBER]             The number.
                                   Allowed: a whole number from 0 to 9999
                                   Environment: NUMERO
                                   File: numero
        """,
        help("bet", "      [NUMBER]", 4));
  }

  @Test
  void helpEndsWithWhatEveryCommandHasWithExitCodesAndWithExamples() {
    assertEquals(
        """
              --config=FILE       A file of settings, YAML or NAME=value lines.
          -h, --help              Show this help and end.

        Exit codes:
          0     done; of an office also: terminated by a signal and closed in good order
          1     a defect in the program
          2     a flag or a setting is wrong
          6     the port or the data folder is in use by another process
          7     the log is damaged, or it is another draw's
          9     memory or threads ran out
          141   the reader of standard output is gone
          143   interrupted by SIGTERM before all was done; 130 by SIGINT, 129 by SIGHUP

        Examples:
          bolillero server --port 0
          SERVER_PORT=1 bolillero server
        """,
        help("server", "      --config", 99));
  }

  @Test
  void aCommandWithoutSettingsHasNoSettingsFile() {
    assertEquals(
        "Options:\n  -h, --help      Show this help and end.\n", help("ping", "Options", 2));
  }

  /** Some lines of the help of a command, from the one that starts so. */
  @Test
  void onlyTheCommandThatIsCalledIsInspected() {
    assertEquals(List.of("bet"), commands("bet", "--help"));
    assertEquals(List.of(), commands("--version"));
    List<String> all = List.of("server", "bet", "ping");
    assertEquals(all, commands());
    assertEquals(all, commands("--help"));
    assertEquals(all, commands("bte"));
  }

  private static List<String> commands(String... arguments) {
    return List.copyOf(CommandModel.called(new Office(), arguments).getSubcommands().keySet());
  }

  private static String help(String command, String start, int count) {
    Run run = Run.of(new Office(), Map.of(), command, "--help");
    assertEquals(0, run.exitCode());
    assertEquals("", run.err());
    return String.join(
            "\n",
            run.out().lines().dropWhile(line -> !line.startsWith(start)).limit(count).toList())
        + "\n";
  }
}
