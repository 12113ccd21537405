package org.bolillero.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.bolillero.console.SettingsFileReader.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsFileReaderTest {
  private static final KnownSettings KNOWN =
      new KnownSettings(
          new TreeMap<>(
              Map.of(
                  "CLI_ID", "id",
                  "SERVER_PORT", "server.port",
                  "SERVER_NAME", "server.name",
                  "SERVER_IP", "server.ip")),
          Set.of("server.ip"));

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "# nothing\n", "---\n", "~", "server:\n", "id:\n", "id: ~\n"})
  void aFileMaySetNothing(String text) throws Exception {
    assertEquals(Map.of(), read(text));
  }

  @Test
  void keysMayBeNestedOrDotted() throws Exception {
    assertEquals(
        Map.of("id", new Value("007", 1), "server.port", new Value("0x10", 3)),
        read("id: 007\nserver:\n  port: 0x10\n"));
    assertEquals(Map.of("server.port", new Value("1", 1)), read("server.port: 1"));
    assertEquals(Map.of("server.name", new Value("a: b", 1)), read("{server: {name: 'a: b'}}"));
    assertEquals(Map.of("server.name", new Value("1,x", 1)), read("server.name: [1, x]"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          server.prot: 1           | , line 1: unknown setting server.prot, did you mean server.port?
          server: {prot: 1}        | , line 1: unknown setting server.prot, did you mean server.port?
          server: 1                | , line 1: unknown setting server
          id: {port: 1}            | , line 1: id: expected a value, found settings below it
          id: [[1]]                | , line 1: id: expected a list of plain values
          {server.port: 1, server: {port: 2}} | , line 1: server.port is set twice
          [1, 2]                   | , line 1: expected lines of the form 'key: value'
          id                       | , line 1: expected lines of the form 'key: value'
          ? [id]                   | , line 1: expected the name of a setting
          &a {server: *a}          | , line 1: unknown setting server.server
          id: 'open                | , line 1: is not YAML: found unexpected end of stream
          id: *nobody              | , line 1: is not YAML: found undefined alias nobody
          """)
  void whatIsWrongIsNamedWithItsLine(String text, String message) throws IOException {
    assertEquals(folder.resolve("f.yaml") + message, problem(text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          SERVER_PROT = 1 | , line 3: unknown setting SERVER_PROT, did you mean SERVER_PORT?
          QUITE_ANOTHER=1 | , line 3: unknown setting QUITE_ANOTHER
          port            | , line 3: expected [DEFAULT] or a line 'NAME = value', found port
          [OTHER]         | , line 3: expected [DEFAULT] or a line 'NAME = value', found [OTHER]
          cli_id = 2      | , line 3: CLI_ID is set twice
          """)
  void whatIsWrongInAnIniFileIsNamedWithItsLine(String line, String message) throws IOException {
    assertEquals(folder.resolve("f.yaml") + message, problem("[DEFAULT]\nCLI_ID=1\n" + line));
  }

  @Test
  void anIniFileHasTheNamesOfTheEnvironment() throws Exception {
    assertEquals(
        Map.of(
            "server.port", new Value("12345", 3),
            "server.ip", new Value("server", 5),
            "id", new Value("a=b", 6)),
        read(
            """
            ; old
            [DEFAULT]\r
            SERVER_PORT = 12345\r

            server_ip=server
            CLI_ID = a=b
            SERVER_NAME=
            """));
  }

  @Test
  void theLineIsTheOneThatIsWrong() throws IOException {
    assertEquals(
        folder.resolve("f.yaml") + ", line 4: server.port is set twice",
        problem("id: 1\nserver:\n  port: 1\n  port: 2\n"));
  }

  @Test
  void aFileThatCannotBeReadIsNamed() throws IOException {
    Path missing = folder.resolve("missing.yaml");
    assertEquals(missing + ": no such file", problem(missing));
    assertEquals(folder + ": cannot be read: Is a directory", problem(folder));
    Path latin = Files.write(folder.resolve("latin.yaml"), new byte[] {'i', 'd', ':', (byte) 0xF3});
    assertEquals(latin + ": is not UTF-8 text", problem(latin));
    Path large =
        Files.write(folder.resolve("large.yaml"), new byte[SettingsFileReader.FILE_BYTES_MAX + 1]);
    assertEquals(large + ": is larger than 65536 bytes", problem(large));
  }

  private Map<String, Value> read(String text) throws IOException, CommandException {
    return SettingsFileReader.read(Files.writeString(folder.resolve("f.yaml"), text), KNOWN);
  }

  private String problem(String text) throws IOException {
    return problem(Files.writeString(folder.resolve("f.yaml"), text));
  }

  private static String problem(Path file) {
    var failure = assertThrows(CommandException.class, () -> SettingsFileReader.read(file, KNOWN));
    assertEquals(ExitCode.USAGE, failure.exitCode());
    return String.valueOf(failure.getMessage());
  }
}
