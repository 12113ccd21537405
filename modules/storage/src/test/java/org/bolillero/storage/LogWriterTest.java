package org.bolillero.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.bolillero.simulation.Choices;
import org.bolillero.simulation.SimulatedDisk;
import org.bolillero.storage.LogWriter.Numbered;
import org.bolillero.storage.Recovery.Recovered;
import org.bolillero.storage.SegmentFormat.LogIdentity;
import org.junit.jupiter.api.Test;

/** Groups that are larger than what goes to the disk at once. */
class LogWriterTest {
  private static final LogIdentity LOG = new LogIdentity(1, 2, 3 * LogWriter.STAGING_BYTES_MAX);

  private final SimulatedDisk disk = new SimulatedDisk(Choices.seeded(1));
  private final RecordingListener heard = new RecordingListener();

  @Test
  void anEntryMayBeginOrEndAnywhereInABlock() throws Exception {
    for (int rest : new int[] {0, 1, 31, 32, 33, 40}) {
      List.copyOf(disk.files().keySet()).forEach(disk::remove);
      int first = LogWriter.STAGING_BYTES_MAX - EntryFormat.HEADER_BYTES - rest;
      List<LogEntry> entries = List.of(entry(1, first), entry(2, 7), entry(3, first));
      assertEquals(List.of(3L), write(entries));
      assertEquals(entries, reopened(), rest + " bytes left in the first block");
    }
  }

  @Test
  void whatStandsInASegmentIsDurableBeforeTheNextOneGetsItsFirstEntry() throws Exception {
    List<LogEntry> entries =
        List.of(
            entry(1, 100),
            entry(2, 2 * LogWriter.STAGING_BYTES_MAX),
            entry(3, LogWriter.STAGING_BYTES_MAX));
    assertEquals(List.of(2L, 3L), write(entries));
    assertEquals(
        List.of(2, 1), heard.groups().stream().map(RecordingListener.Group::entries).toList());
    assertEquals(entries, reopened());
  }

  /** Writes entries as one group; gives what was announced to be durable. */
  private List<Long> write(List<LogEntry> entries) throws Exception {
    Segment first = UnfinishedSegment.begin(new SimulatedFiles(disk), LOG, 0).finish();
    Recovered recovered = new Recovered(LOG, first, LogEnd.ofEmpty(LOG));
    SegmentSupply supply =
        new SegmentSupply(new SimulatedFiles(disk), LOG, Runnable::run, heard, 1);
    List<Long> durable = new ArrayList<>();
    try (LogWriter writer = new LogWriter(recovered, supply, durable::add, heard)) {
      List<Numbered> group = new ArrayList<>();
      for (LogEntry each : entries) {
        group.add(new Numbered(group.size() + 1, each, Crc32c.of(each.payload())));
      }
      writer.write(group);
    }
    assertEquals(0, disk.openFiles());
    return durable;
  }

  private List<LogEntry> reopened() throws LogException {
    disk.cutPower();
    List<LogEntry> found = new ArrayList<>();
    EntryVisitor copying =
        (_, entry) -> {
          ByteBuffer copy = ByteBuffer.allocate(entry.payload().remaining());
          found.add(
              new LogEntry(
                  entry.kind(), entry.key(), copy.put(entry.payload().duplicate()).flip()));
        };
    LogSettings settings =
        new LogSettings(LOG.owner(), Texts.WORDS, LOG.segmentBytes(), Duration.ofHours(1));
    SimulatedFiles.openLog(disk, settings, copying, heard).close();
    assertEquals(List.of(), heard.warnings());
    return found;
  }

  private static LogEntry entry(int key, int payloadBytes) {
    ByteBuffer payload = ByteBuffer.allocate(payloadBytes);
    while (payload.hasRemaining()) {
      payload.put((byte) (payload.position() % 251 + key));
    }
    return new LogEntry(1, key, payload.flip());
  }
}
