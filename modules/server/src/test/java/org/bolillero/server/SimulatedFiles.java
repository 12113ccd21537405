package org.bolillero.server;

import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import org.bolillero.office.DrawEventCodec;
import org.bolillero.simulation.AdaptedFolder;
import org.bolillero.simulation.FaultyFolder;
import org.bolillero.simulation.Folder;
import org.bolillero.simulation.SimulatedMachine;
import org.bolillero.storage.DurableLog;
import org.bolillero.storage.EntryVisitor;
import org.bolillero.storage.LogException;
import org.bolillero.storage.LogFiles;
import org.bolillero.storage.LogFiles.LogFile;
import org.bolillero.storage.LogListener;
import org.bolillero.storage.LogOpener;
import org.bolillero.storage.LogSettings;

/** A simulated folder behind the log's seam to the disk. */
final class SimulatedFiles extends AdaptedFolder<LogFile> implements LogFiles {
  private static final LogSettings SETTINGS =
      new LogSettings(1, DrawEventCodec.WORDS, FaultyFolder.SEGMENT_BYTES, Duration.ZERO);

  private SimulatedFiles(Folder folder) {
    super(folder, Opened::new);
  }

  /** The log of a machine; the writer and the preparer become threads of these. */
  static LogOpener of(SimulatedMachine machine, ThreadFactory threads) {
    return (replay, listener) -> openLog(machine, replay, listener, threads);
  }

  private static DurableLog openLog(
      SimulatedMachine machine, EntryVisitor replay, LogListener listener, ThreadFactory threads)
      throws LogException {
    FaultyFolder folder = machine.start();
    DurableLog log =
        DurableLog.open(
            new SimulatedFiles(folder),
            SETTINGS,
            replay,
            listener,
            threads,
            task -> threads.newThread(task).start());
    folder.serve((_, _) -> {
      throw new AssertionError("publishing too early is a fault for the simulation of the log");
    });
    return log;
  }

  private static final class Opened extends AdaptedFile implements LogFile {
    Opened(Folder.OpenFile real) {
      super(real);
    }
  }
}
