package org.bolillero.pki;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.bolillero.console.CommandException;
import org.bolillero.console.ExitCode;
import org.bolillero.console.OutputFile;
import org.bolillero.console.Termination;

/**
 * Files that a command makes: each is whole and on stable storage when its method returns, or is
 * not there. Those that were not there before are deleted again if the command fails.
 */
final class NewFiles {
  private final Deque<Path> written = new ArrayDeque<>();

  /** Checks that a file is not there: a key that is overwritten is lost for good. */
  static void requireNew(Path file) throws CommandException {
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new CommandException(
          ExitCode.USAGE,
          "%s: exists already, and nothing is overwritten; renew it with 'tls renew', or move it away"
              .formatted(file));
    }
  }

  /** Writes a new file that anybody may read who may enter the folder. */
  void write(Path file, String text) throws CommandException {
    requireNew(file);
    replace(file, text);
    written.push(file);
  }

  /** Writes a new file that only its owner may read. */
  void writePrivate(Path file, String text) throws CommandException {
    requireNew(file);
    replacePrivate(file, text);
    written.push(file);
  }

  /** Replaces a file, or makes it; it stays, whatever happens to the command. */
  static void replace(Path file, String text) throws CommandException {
    try (OutputFile out = OutputFile.open(file.toString(), file, List.of())) {
      fill(out, text);
    }
  }

  /** Replaces a file, or makes it, which only its owner may read. */
  static void replacePrivate(Path file, String text) throws CommandException {
    try (OutputFile out = OutputFile.openPrivate(file.toString(), file)) {
      fill(out, text);
    }
  }

  private static void fill(OutputFile out, String text) throws CommandException {
    Termination.closeOnSignal(out);
    try {
      OutputStream stream = out.stream();
      stream.write(text.getBytes(US_ASCII));
      out.publish();
    } catch (IOException e) {
      throw out.failed(e);
    }
  }

  /** Deletes what was new, because the command has failed. */
  void undo(Exception failure) {
    while (!written.isEmpty()) {
      try {
        Files.deleteIfExists(written.pop());
      } catch (IOException e) {
        failure.addSuppressed(e);
      }
    }
  }
}
