package org.bolillero.integration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import org.bolillero.integration.Programs.Running;

/**
 * Has a program's calls of the system fail, from outside, as {@link Strace} does, but from some
 * moment of its life on. Each thread counts its calls from then.
 */
final class LateStrace implements AutoCloseable {
  private final Process strace;

  private LateStrace(Process strace) {
    this.strace = strace;
  }

  /** Has the program killed just before a call, such as the second fdatasync of a thread. */
  static LateStrace killing(Running program, Path folder, String call, int count)
      throws IOException {
    return failing(program, folder, call + ":signal=KILL:when=" + count);
  }

  /** Has a fault injected, as strace calls it. When this returns, the counting has begun. */
  static LateStrace failing(Running program, Path folder, String fault) throws IOException {
    Process strace =
        new ProcessBuilder(
                "strace",
                "--follow-forks",
                "--attach=" + program.pid(),
                "--output=" + folder.resolve("strace-" + program.pid()),
                "--trace=" + fault.substring(0, fault.indexOf(':')),
                "--inject=" + fault)
            .redirectErrorStream(true)
            .start();
    BufferedReader said = strace.inputReader(UTF_8);
    String line = String.valueOf(said.readLine());
    assertTrue(line.contains("attached"), line);
    return new LateStrace(strace);
  }

  /** Lets the program go on undisturbed, if it is there. */
  @Override
  public void close() {
    // On SIGTERM it detaches from the program.
    strace.destroy();
    strace.onExit().join();
  }
}
