package org.bolillero.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A real process that locks a file if it can, and keeps the lock until it is closed. */
final class OtherProcess implements AutoCloseable {
  private static final String SOURCE =
      """
      import java.nio.channels.FileChannel;
      import java.nio.file.Path;
      import java.nio.file.StandardOpenOption;

      class OtherProcess {
        public static void main(String[] path) throws Exception {
          var channel = FileChannel.open(Path.of(path[0]), StandardOpenOption.WRITE);
          System.out.println(channel.tryLock() == null ? "refused" : "locked");
          System.in.read();
        }
      }
      """;

  private final Process process;

  private OtherProcess(Process process) {
    this.process = process;
  }

  /** Starts it; it must say that it has the lock, or else that it has not. */
  static OtherProcess start(Path file, String expectedAnswer) throws IOException {
    Path program = Files.createTempDirectory("other-process").resolve("OtherProcess.java");
    Files.writeString(program, SOURCE, UTF_8);
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Process process =
        new ProcessBuilder(java, program.toString(), file.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    OtherProcess other = new OtherProcess(process);
    try {
      assertEquals(expectedAnswer, String.valueOf(process.inputReader(UTF_8).readLine()));
      Files.delete(program);
      Files.delete(program.getParent());
      return other;
    } catch (AssertionError | IOException e) {
      try (other) {
        throw e;
      }
    }
  }

  /** This process has a lock on the file that keeps others out. */
  static void assertRefused(Path file) throws IOException {
    start(file, "refused").close();
  }

  static OtherProcess locking(Path file) throws IOException {
    return start(file, "locked");
  }

  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    assertEquals(0, process.onExit().join().exitValue());
  }
}
