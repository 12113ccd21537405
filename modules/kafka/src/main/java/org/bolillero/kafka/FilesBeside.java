package org.bolillero.kafka;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.bolillero.storage.DurableFiles;
import org.bolillero.storage.LogException;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.ImmutableList;
import org.eclipse.collections.api.list.MutableList;

/**
 * The small files beside a replica that belong to its log. They travel in the topic, before the
 * first entry, so that each office has them.
 *
 * @param paths where they are, or will be
 */
record FilesBeside(List<Path> paths) {

  /** Those that are there. */
  ImmutableList<SharedRecord.File> read() throws LogException {
    MutableList<SharedRecord.File> found = Lists.mutable.empty();
    for (Path each : paths) {
      Optional<ByteBuffer> content = content(each);
      content.ifPresent(bytes -> found.add(new SharedRecord.File(name(each), bytes)));
    }
    return found.toImmutable();
  }

  /**
   * Makes one that was read from the topic; when this returns, it is durable.
   *
   * @param isUsed whether the log has entries, so that one that is there belongs to them
   */
  void keep(SharedRecord.File file, boolean isUsed) throws LogException {
    for (Path each : paths) {
      if (name(each).equals(file.name())) {
        keep(each, file.content(), isUsed);
      }
    }
  }

  private static void keep(Path path, ByteBuffer content, boolean isUsed) throws LogException {
    Optional<ByteBuffer> found = content(path);
    if (found.equals(Optional.of(content))) {
      return;
    }
    if (found.isEmpty() || !isUsed) {
      try {
        DurableFiles.replace(path, content.duplicate());
      } catch (IOException e) {
        throw LogException.failed(path + ": cannot be written", e);
      }
    } else {
      throw new LogException(
          LogException.Kind.DAMAGED,
          path + ": expected what the topic has, found something else: it is of another draw");
    }
  }

  private static Optional<ByteBuffer> content(Path path) throws LogException {
    try {
      return Optional.of(ByteBuffer.wrap(Files.readAllBytes(path)));
    } catch (NoSuchFileException _) {
      return Optional.empty();
    } catch (IOException e) {
      throw LogException.failed(path + ": cannot be read", e);
    }
  }

  private static String name(Path path) {
    return path.getFileName().toString();
  }
}
