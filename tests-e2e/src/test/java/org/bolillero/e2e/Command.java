package org.bolillero.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A command line of this machine, which is run to its end within a time. */
final class Command {
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  private final List<String> line;
  private final Map<String, String> environment = new HashMap<>();
  private Path folder = Path.of(System.getProperty("java.io.tmpdir"));

  /** How a command has ended and what it has printed. */
  record Ended(String line, int exitCode, String out, String err) {
    /** This one, which must have ended with 0. */
    Ended successfully() {
      assertEquals(0, exitCode, () -> line + "\n" + out + err);
      return this;
    }
  }

  private Command(List<String> line) {
    this.line = List.copyOf(line);
  }

  static Command of(String... line) {
    return new Command(Arrays.asList(line));
  }

  static Command of(List<String> line) {
    return new Command(line);
  }

  Command with(String name, String value) {
    environment.put(name, value);
    return this;
  }

  Command in(Path place) {
    folder = place;
    return this;
  }

  /** Runs it to its end, whatever that is; one that goes on for too long is killed. */
  Ended run() {
    try {
      // Files, as a pipe that nobody reads would stop it.
      Path out = Files.createTempFile("bolillero-e2e-", ".out");
      Path err = Files.createTempFile("bolillero-e2e-", ".err");
      try {
        ProcessBuilder builder = new ProcessBuilder(line).directory(folder.toFile());
        builder.redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().putAll(environment);
        int exitCode = await(builder.start(), err);
        return new Ended(
            String.join(" ", line), exitCode, Files.readString(out), Files.readString(err, UTF_8));
      } finally {
        Files.delete(out);
        Files.delete(err);
      }
    } catch (IOException e) {
      return fail(line + ": " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return fail(line + " was interrupted");
    }
  }

  private int await(Process process, Path err) throws InterruptedException, IOException {
    if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly().waitFor();
      fail(line + " still runs after " + PATIENCE + ": " + Files.readString(err));
    }
    return process.exitValue();
  }
}
