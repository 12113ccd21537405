package org.bolillero.storage;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Small files beside a log. */
public final class DurableFiles {
  private static final String UNFINISHED = ".part";

  private DurableFiles() {}

  /**
   * Writes a file that only the user of this process may read at any time, whole or not at all.
   * When this returns, it is on stable storage. A crash may leave {@code NAME.part}, which the next
   * call replaces.
   *
   * @param file the file, which may be there
   * @param content what it has from now on; is used up
   * @throws IOException if it cannot be written; then what was there before still is
   */
  public static void replace(Path file, ByteBuffer content) throws IOException {
    Path part = file.resolveSibling(file.getFileName() + UNFINISHED);
    Files.deleteIfExists(part);
    var ownerOnly =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    try (FileChannel channel = FileChannel.open(part, Set.of(CREATE_NEW, WRITE), ownerOnly)) {
      while (content.hasRemaining()) {
        channel.write(content, content.position());
      }
      channel.force(true);
    }
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    forceFolder(requireNonNull(file.toAbsolutePath().getParent()));
  }

  /**
   * Makes durable which names a folder has.
   *
   * @param folder the folder
   * @throws IOException if that fails
   */
  public static void forceFolder(Path folder) throws IOException {
    DiskFiles.forceDirectory(folder);
  }
}
