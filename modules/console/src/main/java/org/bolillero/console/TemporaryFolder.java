package org.bolillero.console;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * A folder that is deleted with all that is in it when it is closed, or by a signal that ends the
 * program. Any thread may close it, and again.
 *
 * @param path where it is
 */
public record TemporaryFolder(Path path) implements AutoCloseable {
  /**
   * Makes an empty folder.
   *
   * @param parent the folder that it is made in
   * @param prefix what its name begins with
   * @return the folder, to be closed
   * @throws IOException if it cannot be made
   */
  public static TemporaryFolder make(Path parent, String prefix) throws IOException {
    TemporaryFolder folder = new TemporaryFolder(Files.createTempDirectory(parent, prefix));
    Termination.closeOnSignal(folder);
    return folder;
  }

  @Override
  public synchronized void close() throws IOException {
    if (!Files.exists(path)) {
      return;
    }
    try (Stream<Path> all = Files.walk(path)) {
      // What is inside comes before the folder that it is in.
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(each);
      }
    }
  }
}
