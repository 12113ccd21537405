package org.bolillero.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.bolillero.simulation.Choices;
import org.bolillero.simulation.FaultyFolder;
import org.bolillero.simulation.SimulatedDisk;
import org.bolillero.storage.EntryFormat.Found;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SegmentReaderTest {
  private static final int SEGMENT_BYTES = 64 * 1024;
  private static final int BUFFER_BYTES = 256;
  private static final int LARGE_BYTES = 10_000;

  private final SimulatedDisk disk = new SimulatedDisk(Choices.seeded(1));
  private final ByteBuffer content = ByteBuffer.allocate(SEGMENT_BYTES);

  private final List<SegmentReader> readers = new ArrayList<>();

  /** The most that was read at once. */
  private int largestRead;

  @AfterEach
  void close() throws IOException {
    for (SegmentReader each : readers) {
      each.close();
    }
  }

  @Test
  void everyOffsetIsReadAsFromAWholeSegmentInMemory() throws IOException {
    int from = SegmentFormat.HEADER_BYTES;
    for (int i = 1; i <= 20; i++) {
      from = writeEntry(from, i, i * 40);
    }
    SegmentReader reader = reader();
    int sound = 0;
    for (int offset = 0; offset < SEGMENT_BYTES; offset += offset < from ? 1 : 97) {
      Found expected = EntryFormat.read(content, offset);
      Found found = reader.read(offset);
      assertEquals(expected, found, "at offset " + offset);
      sound += found == null ? 0 : 1;
    }
    assertEquals(20, sound);
  }

  @Test
  void theEndOfTheContentIsFoundWhereverItIs() throws IOException {
    for (int end = 1; end < 5 * BUFFER_BYTES; end++) {
      content.put(end - 1, (byte) 1);
      SegmentReader reader = reader();
      assertEquals(end, reader.endOfContent(0));
      assertEquals(end, reader.endOfContent(end), "nothing but zeros from there on");
      assertEquals(SEGMENT_BYTES, reader.endOfContent(SEGMENT_BYTES));
      content.put(end - 1, (byte) 0);
    }
    content.put(SEGMENT_BYTES - 1, (byte) 1);
    assertEquals(SEGMENT_BYTES, reader().endOfContent(7));
  }

  @Test
  void aSoundEntryThatIsLargerThanTheBufferLetsItGrow() throws IOException {
    writeEntry(100, 1, LARGE_BYTES);
    Found found = reader().read(100);
    assertNotNull(found);
    assertEquals(LARGE_BYTES, found.entry().payload().remaining());
    assertEquals(EntryFormat.HEADER_BYTES + LARGE_BYTES, largestRead);
  }

  @Test
  void aDamagedLengthDoesNotLetTheBufferGrow() throws IOException {
    writeEntry(100, 1, 40);
    content.putInt(100 + 4, SEGMENT_BYTES - 100 - EntryFormat.HEADER_BYTES);
    assertNull(reader().read(100));
    content.putInt(100 + 4, Integer.MAX_VALUE);
    assertNull(reader().read(100));
    content.putInt(100 + 4, -1);
    assertNull(reader().read(100));
    assertTrue(largestRead <= BUFFER_BYTES, () -> largestRead + " bytes read at once");
  }

  /** Returns where the entry ends. */
  private int writeEntry(int offset, int number, int payloadBytes) {
    ByteBuffer payload = ByteBuffer.allocate(payloadBytes);
    while (payload.remaining() >= Integer.BYTES) {
      payload.putInt(number);
    }
    payload.rewind();
    LogEntry entry = new LogEntry(1, number, payload);
    EntryFormat.writeHeader(
        content.position(offset), number, number - 1, number, entry, Crc32c.of(payload));
    content.put(payload).rewind();
    return offset + EntryFormat.HEADER_BYTES + payloadBytes;
  }

  private SegmentReader reader() throws IOException {
    disk.put(SegmentFormat.name(0), content.array());
    FaultyFolder files =
        new FaultyFolder(disk) {
          @Override
          protected int read(FaultyFile file, ByteBuffer target, long position) throws IOException {
            largestRead = Math.max(largestRead, target.remaining());
            return super.read(file, target, position);
          }
        };
    SegmentReader reader =
        new SegmentReader(new SimulatedFiles(files), SEGMENT_BYTES, BUFFER_BYTES);
    readers.add(reader);
    reader.open(0, 0);
    return reader;
  }
}
