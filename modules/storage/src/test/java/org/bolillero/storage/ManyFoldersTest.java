package org.bolillero.storage;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Several folders in one process, whose locked files come and go at the same moment. A file system
 * gives the key of a file that is gone to the next one that is made.
 */
class ManyFoldersTest {
  private static final int AT_ONCE = 6;
  private static final int FOLDERS_OF_EACH = 500;

  @TempDir Path parent;

  @Test
  void noFolderIsTakenForInUseBecauseOfAFileThatAnotherOneGivesUp() throws Exception {
    List<Future<?>> all = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
      for (int i = 0; i < AT_ONCE; i++) {
        int first = i * FOLDERS_OF_EACH;
        all.add(
            threads.submit(() -> {
              for (int j = first; j < first + FOLDERS_OF_EACH; j++) {
                makeAndReplace(parent.resolve("office-" + j));
              }
              return true;
            }));
      }
      for (Future<?> each : all) {
        each.get();
      }
    }
  }

  /** As a start does that finds a first segment without an entry. */
  private static void makeAndReplace(Path folder) throws Exception {
    try (DiskFiles files = DiskFiles.make(folder)) {
      for (int i = 0; i < 2; i++) {
        files.create("segment-00000000.new").close();
        files.rename("segment-00000000.new", "segment-00000000.log");
      }
    }
  }
}
