package org.bolillero.client;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.TRUNCATE_EXISTING;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bolillero.console.CommandException;
import org.bolillero.console.ExitCode;
import org.bolillero.console.Reason;

/**
 * A file that the winners are written to: it has all of them or it is as it was before.
 *
 * @param path where it is
 */
record WinnersFile(Path path) {

  /**
   * Finds out early that nothing can be written there.
   *
   * @throws CommandException if this is a folder, a device, or in no folder
   */
  static WinnersFile at(Path path) throws CommandException {
    Path folder = path.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw unusable(path, "is in no existing folder");
    }
    if (Files.exists(path) && !Files.isRegularFile(path)) {
      throw unusable(path, "is no regular file");
    }
    if (!Files.isWritable(folder)) {
      throw unusable(path, "is in a folder that cannot be written to");
    }
    return new WinnersFile(path);
  }

  /** Replaces the file. When this returns, it is on stable storage under its name. */
  void write(WinningDocuments winners) throws CommandException {
    Path part = path.resolveSibling(path.getFileName() + ".part");
    try {
      // 1. Write all beside it.
      try (FileChannel channel = FileChannel.open(part, CREATE, WRITE, TRUNCATE_EXISTING)) {
        BufferedWriter writer = new BufferedWriter(Channels.newWriter(channel, US_ASCII));
        winners.writeTo(writer);
        writer.flush();
        // 2. Have that on the disk before it has the name.
        channel.force(true);
      }
      // 3. Give it the name.
      Files.move(part, path, ATOMIC_MOVE);
      // 4. Have the name on the disk, too.
      try (FileChannel folder = FileChannel.open(part.toAbsolutePath().getParent(), READ)) {
        folder.force(true);
      }
    } catch (IOException e) {
      part.toFile().delete();
      throw new CommandException(
          ExitCode.STORAGE_FAILED, path + ": the winners cannot be written: " + Reason.of(e), e);
    }
  }

  private static CommandException unusable(Path path, String problem) {
    return new CommandException(ExitCode.USAGE, "--winners-out=" + path + ": " + problem);
  }
}
