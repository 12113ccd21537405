package org.bolillero.integration;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bolillero.integration.Programs.Surroundings;

/**
 * Has a program's calls of the system fail, from outside.
 *
 * @param fault the call, and what becomes of it, as in {@code fdatasync:error=EIO:when=3}; each
 *     thread counts its own calls
 * @param paths the files that it is about; none for all
 * @param report where the calls are written to
 */
record Strace(String fault, List<Path> paths, Path report) {

  /** Skips the test where this cannot be done. */
  static void assumeWorks(Path folder) throws IOException, InterruptedException {
    Path said = folder.resolve("strace-says");
    Strace strace = new Strace("fsync:error=EIO:when=1", List.of(), folder.resolve("strace-tries"));
    List<String> command = new ArrayList<>(strace.surroundings().prefix());
    command.add("true");
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(said.toFile())
              .start();
      if (process.waitFor() != 0) {
        abort("strace cannot trace a program here: " + Files.readString(said).strip());
      }
    } catch (IOException e) {
      abort("no strace, which makes calls fail (Debian's package strace): " + e.getMessage());
    }
  }

  /**
   * The tracer stands beside the program, not above it: signals and the exit code are the program's
   * own. A filter in the kernel lets all other calls through at full speed.
   */
  Surroundings surroundings() {
    List<String> prefix = new ArrayList<>();
    prefix.addAll(List.of("strace", "--daemonize", "--follow-forks", "--seccomp-bpf"));
    prefix.add("--output=" + report);
    prefix.add("--trace=" + fault.substring(0, fault.indexOf(':')));
    paths.forEach(path -> prefix.add("--trace-path=" + path));
    prefix.add("--inject=" + fault);
    return new Surroundings(prefix, Map.of());
  }

  /** The fault has really happened. */
  void assertInjected() throws IOException {
    assertTrue(Files.readString(report).contains("(INJECTED)"), fault);
  }
}
