package org.bolillero.storage;

import static org.bolillero.storage.LogOnDisk.SEGMENT_BYTES;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.bolillero.storage.SegmentFormat.LogIdentity;
import org.junit.jupiter.api.Test;

/** Rows of the recovery table: files are missing, shortened, exchanged, or of another log. */
class SegmentFilesTest {
  private final LogOnDisk log = new LogOnDisk();

  @Test
  void aMissingSegmentIsRefusedAndNamed() throws Exception {
    log.fillThreeSegments();
    for (int missing = 0; missing <= 2; missing++) {
      byte[] content = log.content(missing);
      log.disk.remove(SegmentFormat.name(missing));
      log.assertRefused(
          SegmentFormat.name(missing) + ": is missing, but there is",
          SegmentFormat.name(missing + 1));
      log.disk.put(SegmentFormat.name(missing), content);
    }
    log.restart();
  }

  @Test
  void segmentsThatHaveChangedPlacesAreRefused() throws Exception {
    log.fillThreeSegments();
    byte[] one = log.content(1);
    log.disk.put("segment-00000001.log", log.content(2));
    log.disk.put("segment-00000002.log", one);
    log.assertRefused("segment-00000001.log: expected segment 1, found segment 2");
  }

  @Test
  void aSegmentWithoutItsEndIsRefused() throws Exception {
    log.fillThreeSegments();
    log.disk.put("segment-00000001.log", Arrays.copyOf(log.content(1), 2048));
    log.assertRefused("segment-00000001.log: expected 4096 bytes, found 2048");
    log.disk.put("segment-00000001.log", Arrays.copyOf(log.content(1), 30));
    log.assertRefused("segment-00000001.log: ends at offset 30, within its header");
    log.disk.put("segment-00000001.log", new byte[0]);
    log.assertRefused("segment-00000001.log: ends at offset 0, within its header");
  }

  @Test
  void aSegmentWithMoreThanItsBytesIsRefused() throws Exception {
    log.fillThreeSegments();
    log.disk.put("segment-00000001.log", Arrays.copyOf(log.content(1), 4097));
    log.assertRefused("segment-00000001.log: expected 4096 bytes, found 4097");
  }

  @Test
  void aSegmentOfAnotherLogIsRefused() throws Exception {
    log.fillThreeSegments();
    LogIdentity other = new LogIdentity(7, 99, SEGMENT_BYTES);
    log.disk.put("segment-00000001.log", withHeader(log.content(1), other, 1));
    log.assertRefused("segment-00000001.log: belongs to another log than segment-00000000.log");
  }

  @Test
  void theLogOfAnotherDrawIsRefused() throws Exception {
    LogIdentity other = new LogIdentity(8, 99, SEGMENT_BYTES);
    log.disk.put("segment-00000000.log", withHeader(new byte[SEGMENT_BYTES], other, 0));
    log.assertRefused("simulated disk: expected the log of draw 7, found that of draw 8");
  }

  @Test
  void aFileThatIsNoSegmentIsRefused() throws Exception {
    log.fillThreeSegments();
    byte[] content = log.content(2);
    content[0] = 'X';
    log.disk.put("segment-00000002.log", content);
    log.assertRefused(
        "segment-00000002.log: expected a segment of a log, which begins with BOLILLO1");
  }

  @Test
  void aLaterFormatIsRefusedWhateverElseItChanges() throws Exception {
    log.fillThreeSegments();
    byte[] content = log.content(0);
    ByteBuffer.wrap(content).putInt(8, 3);
    log.disk.put("segment-00000000.log", content);
    log.assertRefused("segment-00000000.log: expected format version 1 or 2, found 3");
  }

  @Test
  void aDamagedHeaderIsRefused() throws Exception {
    log.fillThreeSegments();
    log.disk.file("segment-00000003.log").flip(40, 1);
    log.assertRefused("segment-00000003.log: the header at offset 0 does not match its checksum");
  }

  private static byte[] withHeader(byte[] content, LogIdentity identity, int index) {
    SegmentFormat.writeHeader(ByteBuffer.wrap(content), identity, index);
    return content;
  }
}
