package org.bolillero.storage;

import java.io.IOException;
import java.nio.file.Path;

/** A folder that has no log of its own, and that this process keeps others out of. */
public final class LockedFolder implements AutoCloseable {
  private final DiskFiles files;

  private LockedFolder(DiskFiles files) {
    this.files = files;
  }

  /**
   * Locks a folder, which is made if it is not there. Whoever opens a log in it is refused.
   *
   * @param folder the folder
   * @return the lock
   * @throws LogException if another process has the folder, or it cannot be used
   */
  public static LockedFolder take(Path folder) throws LogException {
    return new LockedFolder(DiskFiles.make(folder));
  }

  /** Lets others in. */
  @Override
  public void close() throws LogException {
    try {
      files.close();
    } catch (IOException e) {
      throw LogException.failed(files + ": cannot be unlocked", e);
    }
  }
}
