package org.bolillero.integration;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bolillero.integration.Programs.Running;
import org.bolillero.integration.Programs.Surroundings;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How agencies in processes of their own find an office by its name. */
class OfficeNameIT {
  private static final String NAME = "office.example";
  private static final String BET =
      "--nombre=Ana,--apellido=Paz,--documento=30904465,--nacimiento=1999-03-17,--numero=7574";

  @TempDir Path folder;
  @AutoClose private final Programs programs = new Programs(() -> folder);

  @Test
  void aNameThatIsCorrectedIsSeenAtTheNextAttempt() throws Exception {
    Running office = programs.server("1", folder.resolve("office"));
    int port = office.port();
    names(NAME + " 127.0.0.2");
    // Less than the 30 s for which the JVM would remember where the office was.
    Running agency = bet(port, "--retry-seconds", "25");
    agency.awaitLine("motivo: 127.0.0.2: Connection refused");
    names(NAME + " 127.0.0.1");
    assertEquals(0, agency.exitCode(), agency::log);
  }

  @Test
  void everyAddressOfANameIsTriedByEveryCommand() throws Exception {
    Running office = programs.server("1", folder.resolve("office"));
    int port = office.port();
    names(NAME + " 127.0.0.2", NAME + " ::1", NAME + " 127.0.0.1");
    Running bet = bet(port, "--retry-seconds", "0");
    assertEquals(0, bet.exitCode(), bet::log);
    Running ping = programs.run(surroundings(), "ping", NAME + ":" + port);
    assertEquals(0, ping.exitCode(), ping::log);
  }

  @Test
  void theLastErrorNamesTheAddressesThatWereTried() throws Exception {
    Running office = programs.server("1", folder.resolve("office"));
    int port = office.port();
    office.terminate();
    assertEquals(0, office.exitCode());
    names(NAME + " 127.0.0.2", NAME + " 127.0.0.3");
    Running ping = programs.run(surroundings(), "ping", NAME + ":" + port);
    assertEquals(4, ping.exitCode());
    String each = ": 127.0.0.2: Connection refused, 127.0.0.3: Connection refused";
    assertTrue(ping.err().contains(NAME + ":" + port + each), ping::log);
  }

  private Running bet(int port, String... more) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("bet", "--id", "1"));
    arguments.addAll(List.of("--server", NAME + ":" + port));
    arguments.addAll(List.of(BET.split(",", -1)));
    arguments.addAll(List.of(more));
    return programs.start(surroundings(), arguments.toArray(String[]::new));
  }

  /** Says which addresses names have, from the next lookup on. */
  private void names(String... namesAndAddresses) throws IOException {
    List<String> lines = new ArrayList<>();
    for (String each : namesAndAddresses) {
      String[] parts = each.split(" ", -1);
      lines.add(parts[1] + " " + parts[0]);
    }
    Path next = Files.write(folder.resolve("hosts.new"), lines);
    Files.move(next, folder.resolve("hosts"), ATOMIC_MOVE);
  }

  private Surroundings surroundings() {
    List<String> options = new ArrayList<>(Surroundings.PLAIN.jvmOptions());
    options.add("-Djdk.net.hosts.file=" + folder.resolve("hosts"));
    return new Surroundings(List.of(), Map.of(), options);
  }
}
