package org.bolillero.storage;

import org.bolillero.simulation.AdaptedFolder;
import org.bolillero.simulation.Folder;
import org.bolillero.storage.LogFiles.LogFile;

/** A simulated folder behind the log's own seam to the disk. */
final class SimulatedFiles extends AdaptedFolder<LogFile> implements LogFiles {
  SimulatedFiles(Folder folder) {
    super(folder, Opened::new);
  }

  /** Opens the log of a folder; whoever asks for the next segment prepares it. */
  static DurableLog openLog(
      Folder folder, LogSettings settings, EntryVisitor replay, LogListener listener)
      throws LogException {
    return DurableLog.open(
        new SimulatedFiles(folder),
        settings,
        replay,
        listener,
        Thread.ofPlatform().factory(),
        Runnable::run);
  }

  private static final class Opened extends AdaptedFile implements LogFile {
    Opened(Folder.OpenFile real) {
      super(real);
    }
  }
}
