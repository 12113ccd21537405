package org.bolillero.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
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

  /** Deletes what is inside, for the next run. */
  void empty() throws IOException {
    delete(false);
  }

  @Override
  public void close() throws IOException {
    delete(true);
  }

  private void delete(boolean andItself) throws IOException {
    if (!Files.exists(path)) {
      return;
    }
    try (Stream<Path> all = Files.walk(path)) {
      all.sorted(Comparator.reverseOrder())
          .filter(each -> andItself || !each.equals(path))
          .forEach(WorkFolder::delete);
    } catch (UncheckedIOException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static void delete(Path path) {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
