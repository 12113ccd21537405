package org.bolillero.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bolillero.integration.Programs.Running;
import org.bolillero.integration.Programs.Surroundings;

/**
 * An official at the command line, who types {@code bolillero draw …}.
 *
 * @param name what stands on record
 * @param adminPort where the office is
 * @param token the file with its token
 */
record Official(Programs programs, String name, int adminPort, Path token) {

  /** At a server that has been started, over the data folder that it has. */
  static Official at(Running server, Path data, Programs programs, String name) throws IOException {
    return new Official(programs, name, server.adminPort(), data.resolve("admin.token"));
  }

  /** Types a command, which must go well, and returns what it prints. */
  String types(String... command) throws IOException, InterruptedException {
    Running run = run(command);
    assertEquals(0, run.exitCode(), run::log);
    return run.out();
  }

  /** Types a command and has it answered for programs. */
  JsonObject asks(String... command) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of(command));
    all.add("--json");
    return JsonParser.parseString(types(all.toArray(String[]::new))).getAsJsonObject();
  }

  /** Types a command that fails with a code, in one line, which has a text. */
  void fails(int exitCode, String text, String... command)
      throws IOException, InterruptedException {
    Running run = run(command);
    assertEquals(exitCode, run.exitCode(), run::log);
    List<String> errors = run.err().lines().filter(line -> line.startsWith("bolillero: ")).toList();
    assertEquals(1, errors.size(), run::log);
    assertTrue(errors.getFirst().contains(text), run::log);
  }

  private Running run(String... command) throws IOException, InterruptedException {
    List<String> arguments = new ArrayList<>(List.of("draw"));
    arguments.addAll(Arrays.asList(command));
    arguments.add("--admin=http://127.0.0.1:" + adminPort);
    arguments.add("--token-file=" + token);
    arguments.add("--official=" + name);
    return programs.run(Surroundings.PLAIN, arguments.toArray(String[]::new));
  }
}
