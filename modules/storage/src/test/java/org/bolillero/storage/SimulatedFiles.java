package org.bolillero.storage;

import org.bolillero.simulation.AdaptedFolder;
import org.bolillero.simulation.Folder;
import org.bolillero.storage.LogFiles.LogFile;

/** A simulated folder behind the log's own seam to the disk. */
final class SimulatedFiles extends AdaptedFolder<LogFile> implements LogFiles {
  SimulatedFiles(Folder folder) {
    super(folder, Opened::new);
  }

  private static final class Opened extends AdaptedFile implements LogFile {
    Opened(Folder.OpenFile real) {
      super(real);
    }
  }
}
