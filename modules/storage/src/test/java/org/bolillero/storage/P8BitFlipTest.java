package org.bolillero.storage;

import static java.util.Objects.requireNonNull;
import static org.bolillero.storage.LogOnDisk.SEGMENT_BYTES;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.bolillero.storage.LogException.Kind;
import org.junit.jupiter.api.Test;

/** Damages each byte of a small log: three segments with six entries, a pin, a prepared segment. */
class P8BitFlipTest {
  private static final List<Integer> KEYS = List.of(1, 2, 3, 4, 5, 6);

  /** One that an entry does not fit into, and one for a whole segment. */
  private static final int[] BUFFERS = {700, SEGMENT_BYTES};

  private final LogOnDisk log = new LogOnDisk();

  @Test
  void aFlippedBitInAnyByteIsFoundOrTouchesNothingThatWasAcknowledged() throws Exception {
    log.fillThreeSegments();
    int opened = 0;
    for (int segment = 0; segment <= 3; segment++) {
      for (int offset = 0; offset < SEGMENT_BYTES; offset++) {
        for (int buffer : BUFFERS) {
          if (isServedWhole(SegmentFormat.name(segment), offset, offset % Byte.SIZE, buffer)) {
            opened++;
          }
        }
      }
    }
    // Nothing was acknowledged in the pin, in the zeros behind it, in those of the prepared one.
    int entries = 2 * (EntryFormat.HEADER_BYTES + 1500);
    int touchesNothing = 2 * (SEGMENT_BYTES - SegmentFormat.HEADER_BYTES) - entries;
    assertEquals(BUFFERS.length * touchesNothing, opened);
  }

  /** False if the log is refused. */
  private boolean isServedWhole(String name, int offset, int bit, int buffer) throws IOException {
    List<Integer> served = new ArrayList<>();
    log.disk.file(name).flip(offset, bit);
    try {
      SegmentChain chain = requireNonNull(SegmentChain.check(new SimulatedFiles(log.disk)));
      LogScan.run(chain, Texts.WORDS, (_, entry) -> served.add(entry.key()), buffer);
      assertEquals(KEYS, served, () -> name + ", offset " + offset + ", bit " + bit);
      return true;
    } catch (LogException refusal) {
      assertEquals(Kind.DAMAGED, refusal.kind());
      assertTrue(refusal.getMessage().startsWith(name + ": "), refusal.getMessage());
      assertEquals(KEYS.subList(0, served.size()), served);
      return false;
    } finally {
      log.disk.file(name).flip(offset, bit);
    }
  }
}
