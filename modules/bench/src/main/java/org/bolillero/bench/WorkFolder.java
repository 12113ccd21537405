package org.bolillero.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.bolillero.console.CommandException;
import org.bolillero.console.ExitCode;
import org.bolillero.console.Reason;
import org.bolillero.console.Termination;

/** A folder for what is measured, which is gone once it is closed, also by a signal. */
record WorkFolder(Path path) implements AutoCloseable {

  /** Makes a folder inside another one, on whose disk the measuring is to be done. */
  static WorkFolder in(Path parent) throws CommandException {
    try {
      Files.createDirectories(parent);
      WorkFolder folder = new WorkFolder(Files.createTempDirectory(parent, "bolillero-bench-"));
      Termination.closeOnSignal(folder);
      return folder;
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.USAGE, parent + ": cannot hold a folder: " + Reason.of(e), e);
    }
  }

  @Override
  public void close() throws IOException {
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
