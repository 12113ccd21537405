package org.bolillero.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A real process that locks a file if it can, and keeps the lock until it is closed. */
final class OtherProcess implements AutoCloseable {
  private final Process process;

  private OtherProcess(Process process) {
    this.process = process;
  }

  /** What the process runs. It needs no other class of ours. */
  static final class Locker {
    private Locker() {}

    public static void main(String[] file) throws IOException {
      try (FileChannel channel = FileChannel.open(Path.of(file[0]), StandardOpenOption.WRITE)) {
        System.out.println(channel.tryLock() == null ? "refused" : "locked");
        System.in.read();
      }
    }
  }

  /** Starts it; it must say that it has the lock, or else that it has not. */
  static OtherProcess start(Path file, String expectedAnswer) throws IOException {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    String ours = "target/test-classes";
    Process process =
        new ProcessBuilder(java.toString(), "-cp", ours, Locker.class.getName(), file.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    OtherProcess other = new OtherProcess(process);
    try {
      assertEquals(expectedAnswer, String.valueOf(process.inputReader(UTF_8).readLine()));
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
