package org.bolillero.integration;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.bolillero.integration.Programs.Running;

/**
 * What programs were doing when a test has waited in vain: why something does not come may be what
 * another one says, or where its threads are.
 */
final class LastState {
  /** How many of its last lines explain what a process does. */
  private static final int LINES = 20;

  /** What a virtual machine prints behind the stacks of its threads. */
  private static final String END_OF_STACKS = "JNI global refs";

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

  private static String stacks(Running program) {
    try {
      new ProcessBuilder("kill", "-QUIT", Long.toString(program.pid())).start();
      Awaitility.await()
          .atMost(PATIENCE)
          .until(() -> Files.readString(program.outFile(), UTF_8).contains(END_OF_STACKS));
      return Files.readString(program.outFile(), UTF_8);
    } catch (IOException e) {
      return "no stacks: " + e;
    } catch (ConditionTimeoutException _) {
      return "no stacks within %d s".formatted(PATIENCE.toSeconds());
    }
  }
}
