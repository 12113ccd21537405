package org.bolillero.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
  @TempDir private Path folder;

  @ParameterizedTest(name = "flag {0}, environment {1}, file {2}: {3}")
  @CsvSource({
    "  ,   ,   , 12345",
    "  ,   , 30, 30",
    "  , 20,   , 20",
    "  , 20, 30, 20",
    "10,   ,   , 10",
    "10,   , 30, 10",
    "10, 20,   , 10",
    "10, 20, 30, 10",
  })
  void theFlagComesFirstThenTheEnvironmentThenTheFileThenTheDefault(
      @Nullable String flag, @Nullable String variable, @Nullable String inFile, String port)
      throws IOException {
    List<String> arguments = new ArrayList<>(List.of("server"));
    Map<String, String> environment = new HashMap<>();
    if (flag != null) {
      arguments.addAll(List.of("--port", flag));
    }
    if (variable != null) {
      environment.put("SERVER_PORT", variable);
    }
    if (inFile != null) {
      Path file =
          Files.writeString(folder.resolve("server.yaml"), "server: {port: " + inFile + "}");
      arguments.addAll(List.of("--config", file.toString()));
    }
    Run run = Run.of(new Office(), environment, arguments.toArray(String[]::new));
    assertEquals(port + " null INFO false [1, 2] -1 false", run.out());
    assertEquals(0, run.exitCode());
    assertEquals("", run.err());
  }

  @Test
  void theEnvironmentNamesAreThoseOfExistingDeployments() {
    Map<String, String> server =
        Map.of("SERVER_PORT", "1", "SERVER_LISTEN_BACKLOG", "2", "LOGGING_LEVEL", "warn");
    assertEquals("1 2 WARNING false [1, 2] -1 false", Run.of(new Office(), server, "server").out());
    Map<String, String> bet =
        Map.of("CLI_SERVER_ADDRESS", "a:1", "CLI_BATCH_MAXAMOUNT", "3", "NOMBRE", "Íñigo");
    assertEquals("a:1 3 Íñigo null", Run.of(new Office(), bet, "bet").out());
  }

  @Test
  void everyKindOfValueCanBeGivenEverywhere() throws IOException {
    String expected = "12345 9 ERROR true [3, 4] -1 true";
    assertEquals(
        expected,
        Run.of(
                new Office(),
                Map.of(),
                "server --listen-backlog 9 --log-level error --sync"
                    .concat(" --agencies 3,4 --dry-run")
                    .split(" "))
            .out());
    Map<String, String> environment =
        Map.of(
            "SERVER_LISTEN_BACKLOG", "9",
            "LOGGING_LEVEL", "Error",
            "SERVER_SYNC", "true",
            "AGENCIES", "3,4");
    assertEquals(expected, Run.of(new Office(), environment, "server", "--dry-run").out());
    Path file =
        Files.writeString(
            folder.resolve("server.yaml"),
            """
            # a comment
            server:
              listen_backlog: 9
              sync: true
              port:
            logging.level: error
            agencies: [3, 4]
            """);
    assertEquals(
        expected,
        Run.of(new Office(), Map.of(), "server", "--dry-run", "--config", file.toString()).out());
  }

  @Test
  void anEmptyVariableCountsAsNone() {
    assertEquals(
        "12345 null INFO false [1, 2] -1 false",
        Run.of(new Office(), Map.of("SERVER_PORT", "", "LOGGING_LEVEL", ""), "server").out());
  }

  @Test
  void aValueIsTakenAsItIs() {
    Map<String, String> environment =
        Map.of("CLI_SERVER_ADDRESS", "${sys:user.dir}$$", "NOMBRE", " \"%s\" ");
    assertEquals(
        "${sys:user.dir}$$ 100  \"%s\"  null", Run.of(new Office(), environment, "bet").out());
  }

  @Test
  void aFlagThatIsNamedMeansTrueWhateverTheEnvironmentSays() {
    for (String variable : List.of("", "false", "true")) {
      Map<String, String> environment = Map.of("SERVER_SYNC", variable);
      assertEquals(
          "12345 null INFO true [1, 2] -1 false",
          Run.of(new Office(), environment, "server", "--sync").out());
    }
  }

  @Test
  void oneFileServesSeveralCommands() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("all.yaml"), "server: {port: 5, address: 'b:2'}\nbatch.maxAmount: 7\n");
    assertEquals(
        "b:2 7 null null",
        Run.of(new Office(), Map.of(), "bet", "--config", file.toString()).out());
  }
}
