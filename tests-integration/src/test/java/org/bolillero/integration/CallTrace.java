package org.bolillero.integration;

import static org.bolillero.fuzz.Patience.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.bolillero.integration.Programs.Running;
import org.bolillero.integration.Programs.Surroundings;

/**
 * A report of the calls of the system that a program makes, with all bytes.
 *
 * @param report where it is written to
 * @param more options of strace, say to have something happen at a call
 * @param environment what is added to the program's environment
 */
record CallTrace(Path report, List<String> more, Map<String, String> environment) {
  /** Of what a disk is told at once, a megabyte at most. */
  private static final int BYTES_MAX = 2 * 1024 * 1024;

  CallTrace(Path report, String... more) {
    this(report, List.of(more), Map.of());
  }

  Surroundings surroundings() {
    List<String> prefix = new ArrayList<>();
    prefix.addAll(List.of("strace", "--daemonize", "--follow-forks"));
    if (more.stream().noneMatch(option -> option.contains(":signal="))) {
      prefix.add("--seccomp-bpf"); // Much faster, but no signal arrives with it.
    }
    prefix.addAll(List.of("--strings-in-hex=all", "--string-limit=" + BYTES_MAX));
    prefix.add("--output=" + report);
    prefix.add("--trace=" + CallOrder.CALLS);
    prefix.addAll(more);
    return new Surroundings(prefix, environment);
  }

  /** Waits until the report tells of the program's end, which is its last line. */
  void awaitEnd(Running program) {
    Pattern end = Pattern.compile(program.pid() + " +\\+\\+\\+ ");
    await()
        .atMost(Programs.PATIENCE)
        .until(() -> {
          try (Stream<String> lines = Files.lines(report)) {
            return lines.anyMatch(line -> end.matcher(line).lookingAt());
          }
        });
  }

  /** Checks what the program did, when it has ended. */
  void check(Running program, CallOrder order) throws IOException {
    awaitEnd(program);
    order.check(report);
  }
}
