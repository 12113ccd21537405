package org.bolillero.integration;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.bolillero.integration.Programs.Running;

/**
 * What programs were doing when a test has waited in vain: why something does not come may be what
 * another one says, or where its threads are.
 */
final class LastState {
  /** How many of its last lines explain what a process does. */
  private static final int LINES = 20;

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private LastState() {}

  /** The last lines of each process, and the threads of each that runs. */
  static String of(List<Running> programs) {
    return programs.stream().map(LastState::of).collect(Collectors.joining());
  }

  private static String of(Running program) {
    List<String> lines = program.log().lines().toList();
    return "%n--- process %d %s; the end of its log:%n%s%n%s"
        .formatted(
            program.pid(),
            program.isAlive() ? "runs" : "has ended",
            String.join("\n", lines.subList(Math.max(0, lines.size() - LINES), lines.size())),
            program.isAlive() ? stacks(program) : "");
  }

  /** With those of virtual threads, which a signal would not show. */
  private static String stacks(Running program) {
    try {
      Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
      Path dump = Files.createTempDirectory("threads").resolve("dump");
      Process asked =
          new ProcessBuilder(
                  jcmd.toString(),
                  Long.toString(program.pid()),
                  "Thread.dump_to_file",
                  dump.toString())
              .redirectErrorStream(true)
              .start();
      // A process that is paused never answers.
      if (!asked.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        asked.destroyForcibly();
        return "no stacks within %d s".formatted(PATIENCE.toSeconds());
      }
      return Files.exists(dump)
          ? Files.readString(dump, UTF_8)
          : new String(asked.getInputStream().readAllBytes(), UTF_8);
    } catch (IOException e) {
      return "no stacks: " + e;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return "no stacks: " + e;
    }
  }
}
