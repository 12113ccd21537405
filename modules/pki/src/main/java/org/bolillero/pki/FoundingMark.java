package org.bolillero.pki;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.bolillero.console.CommandException;
import org.bolillero.console.ExitCode;
import org.bolillero.console.Reason;

/**
 * A file in a folder in which an authority is being made, by one process at a time. Where it is and
 * {@code ca.pem} is not, a crash has left the rest, and nobody was given any of that.
 */
final class FoundingMark implements AutoCloseable {
  static final String NAME = "founding";

  /** What is written before {@code ca.pem}. */
  private static final List<String> HALF =
      List.of(
          AuthorityFolder.KEY,
          AuthorityFolder.ISSUED,
          "office.key",
          "office.pem",
          AuthorityFolder.REVOCATIONS);

  /** What a {@link org.bolillero.console.OutputFile} was before it had its name. */
  private static final String UNNAMED = ".bolillero-*.part";

  private final Path file;
  private final FileChannel lock;

  private FoundingMark(Path file, FileChannel lock) {
    this.file = file;
    this.lock = lock;
  }

  /** Whether an authority was begun in this folder and is not complete. */
  static boolean isIn(Path folder) {
    return Files.exists(folder.resolve(NAME))
        && !Files.exists(folder.resolve(AuthorityFolder.CERTIFICATE));
  }

  /** Puts it there, and takes away what a crash has left. */
  static FoundingMark set(Path folder) throws CommandException {
    Path file = folder.resolve(NAME);
    boolean wasBegun = Files.exists(file);
    try {
      FileChannel lock = FileChannel.open(file, CREATE, WRITE);
      if (lock.tryLock() == null) {
        lock.close();
        throw new CommandException(
            ExitCode.IN_USE, file + ": another 'tls' command is making this authority");
      }
      FoundingMark mark = new FoundingMark(file, lock);
      // Meanwhile another process may have brought to its end what it had begun.
      if (wasBegun && isIn(folder)) {
        clear(folder);
      }
      return mark;
    } catch (IOException e) {
      throw failed(file, e);
    }
  }

  private static void clear(Path folder) throws IOException {
    for (String name : HALF) {
      Files.deleteIfExists(folder.resolve(name));
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, UNNAMED)) {
      for (Path each : files) {
        Files.deleteIfExists(each);
      }
    }
  }

  /** Takes it away where a crash has left it beside a complete authority. */
  static void forget(Path folder) throws CommandException {
    Path file = folder.resolve(NAME);
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw failed(file, e);
    }
  }

  private static CommandException failed(Path file, IOException why) {
    return new CommandException(ExitCode.STORAGE_FAILED, file + ": " + Reason.of(why), why);
  }

  /** Takes it away, because everything is there, or nothing. */
  @Override
  public void close() throws CommandException {
    try (lock) {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw failed(file, e);
    }
  }
}
