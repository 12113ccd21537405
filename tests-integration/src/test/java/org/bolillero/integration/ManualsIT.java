package org.bolillero.integration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is built beside the program for the shell that runs it. */
class ManualsIT {
  private static final Path SHARE = Path.of("../modules/cli/target/app/share");
  private static final Path COMPLETION = SHARE.resolve("bash-completion/completions/bolillero");

  @ParameterizedTest
  @ValueSource(strings = {"--host", "--agencies", "--logging-level", "--config"})
  void bashCompletesTheOptionsOfTheServer(String option) throws Exception {
    String script =
        ". '%s'; COMP_WORDS=(bolillero server %s); COMP_CWORD=2; _complete_bolillero 2>/dev/null;"
            .formatted(COMPLETION, option.substring(0, option.length() - 1));
    Process bash =
        new ProcessBuilder("bash", "-c", script + " echo \"${COMPREPLY[@]}\"")
            .redirectErrorStream(true)
            .start();
    assertTrue(
        List.of(new String(bash.getInputStream().readAllBytes(), UTF_8).split("\\s+", -1))
            .contains(option));
    assertEquals(0, bash.waitFor());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "server",
        "agency",
        "bet",
        "ping",
        "generate",
        "demo",
        "draw-open",
        "log-dump",
        "tls-init"
      })
  void everyCommandHasAPageWithItsOptions(String command) throws IOException {
    String page = Files.readString(SHARE.resolve("man/man1/bolillero-" + command + ".1"));
    assertTrue(page.startsWith(".TH bolillero\\-" + command.replace("-", "\\-") + " 1\n"), page);
    assertTrue(page.contains("\\fB\\-\\-help\\fR"), page);
    if (command.equals("server")) {
      assertTrue(page.contains("\\fB\\-\\-host\\fR=\\fIADDRESS\\fR\n"), page);
      assertTrue(page.contains("Environment: SERVER_HOST\n"), page);
    }
  }
}
