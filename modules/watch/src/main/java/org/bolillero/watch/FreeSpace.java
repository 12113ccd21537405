package org.bolillero.watch;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** The room on the disk of a folder. */
record FreeSpace(Path folder) {
  /**
   * How many bytes the process could still write there; empty if the folder is gone. The log itself
   * finds that out, and says so.
   */
  OptionalLong bytes() {
    // Not by its FileStore, which reads the list of all mounts each time.
    long bytes = folder.toFile().getUsableSpace();
    return bytes > 0 || Files.isDirectory(folder) ? OptionalLong.of(bytes) : OptionalLong.empty();
  }
}
