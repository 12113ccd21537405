package org.bolillero.bench;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * Has the system forget what it keeps of files in memory, so that the next reader is given them by
 * the disk. What is mapped is not forgotten.
 */
final class PageCache {
  private PageCache() {}

  /** Forgets files whose bytes are on the disk; false where there is no dd that can have it so. */
  static boolean forget(ImmutableList<Path> files) throws InterruptedException {
    for (Path file : files) {
      ProcessBuilder dd = new ProcessBuilder("dd", "if=" + file, "iflag=nocache", "count=0");
      try {
        if (dd.redirectError(Redirect.DISCARD).start().waitFor() != 0) {
          return false;
        }
      } catch (IOException _) {
        return false;
      }
    }
    return true;
  }
}
