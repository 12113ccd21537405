package org.bolillero.watch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/** The room on the disk of a folder. */
record FreeSpace(Path folder) {
  /** How many bytes the process could still write there; empty if the system does not say so. */
  OptionalLong bytes() {
    try {
      return OptionalLong.of(Files.getFileStore(folder).getUsableSpace());
    } catch (IOException _) {
      return OptionalLong.empty(); // The log itself finds out, and says so, if its folder is gone.
    }
  }
}
