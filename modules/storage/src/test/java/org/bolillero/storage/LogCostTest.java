package org.bolillero.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.bolillero.simulation.Choices;
import org.bolillero.simulation.FaultyFolder;
import org.bolillero.simulation.Folder;
import org.bolillero.simulation.SimulatedDisk;
import org.junit.jupiter.api.Test;

/**
 * What an append costs, counted: it must not grow unnoticed. How long it takes is no test's
 * business.
 */
class LogCostTest {
  private static final int ENTRIES = 1000;
  private static final int AT_ONCE = 8;

  /** Seven groups fill a segment, so that none of them takes a force in each of two. */
  private static final int PAYLOAD_BYTES = 40;

  private final CountingFiles files = new CountingFiles(new SimulatedDisk(Choices.seeded(1)));

  @Test
  void entriesThatAreQueuedTogetherShareOneForceAndEachByteIsWrittenOnce() throws Exception {
    SteppedLog log =
        SteppedLog.open(
            new SimulatedFiles(files),
            (_, _) -> {},
            new RecordingListener(),
            Runnable::run,
            () -> 1,
            4096);
    files.serve(log::publish);
    for (int i = 0; i < ENTRIES / AT_ONCE; i++) {
      for (int j = 0; j < AT_ONCE; j++) {
        log.append(new LogEntry(1, 1, ByteBuffer.allocate(PAYLOAD_BYTES)));
      }
      log.commit();
    }
    assertEquals(ENTRIES, log.published());
    assertEquals(ENTRIES / AT_ONCE, files.forces);
    assertEquals(ENTRIES * (EntryFormat.HEADER_BYTES + PAYLOAD_BYTES), files.bytes);
    log.release();
  }

  private static final class CountingFiles extends FaultyFolder {
    private int forces;
    private int bytes;

    CountingFiles(Folder disk) {
      super(disk);
    }

    @Override
    protected void forceGroup(FaultyFile file) throws IOException {
      forces++;
      super.forceGroup(file);
    }

    @Override
    protected int writeGroup(FaultyFile file, ByteBuffer source, long position) throws IOException {
      bytes += source.remaining();
      return super.writeGroup(file, source, position);
    }
  }
}
