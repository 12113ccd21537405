package org.bolillero.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Locale;
import org.bolillero.storage.SegmentFormat.LogIdentity;
import org.junit.jupiter.api.Test;

class SegmentFormatTest {
  private static final LogIdentity LOG = new LogIdentity(7, 0x0123456789ABCDEFL, 4096);

  private static final String HEADER =
      "424f4c494c4c4f31" // BOLILLO1
          + "00000002" // version
          + "00000007" // draw
          + "0123456789abcdef" // id of the log
          + "00000002" // index
          + "00001000" // size
          + "00".repeat(28)
          + "4ffe6b96"; // CRC-32C

  @Test
  void theBytesOfAHeaderAreTheDocumentedOnes() {
    ByteBuffer bytes = ByteBuffer.allocate(64);
    SegmentFormat.writeHeader(bytes, LOG, 2);
    assertEquals(HEADER, HexFormat.of().formatHex(bytes.array()));
  }

  @Test
  void whatWasWrittenIsRead() throws LogException {
    ByteBuffer bytes = ByteBuffer.wrap(HexFormat.of().parseHex(HEADER));
    assertEquals(LOG, SegmentFormat.readHeader(bytes, "any", 2));
  }

  @Test
  void aLogOfVersion1StaysOneAndHasNoChain() throws LogException {
    LogIdentity old = new LogIdentity(7, 0x0123456789ABCDEFL, 4096, 1);
    ByteBuffer bytes = ByteBuffer.allocate(64);
    SegmentFormat.writeHeader(bytes, old, 2);
    assertEquals(1, bytes.getInt(8));
    assertEquals(0x0299df61, bytes.getInt(60));
    assertEquals(old, SegmentFormat.readHeader(bytes, "any", 2));
    assertEquals(0, old.firstChain());
    assertEquals(0, old.chainAfter(-1));
    assertEquals(0xABCDEF, LOG.firstChain());
    assertEquals(0xFFFFFF, LOG.chainAfter(-1));
  }

  @Test
  void namesAreTheSameWhereverTheProgramRuns() {
    Locale before = Locale.getDefault(Locale.Category.FORMAT);
    try {
      Locale.setDefault(Locale.Category.FORMAT, Locale.forLanguageTag("ar-EG-u-nu-arab"));
      assertEquals("segment-00000042.log", SegmentFormat.name(42));
      assertEquals("segment-00000042.new", SegmentFormat.nameWhilePrepared(42));
    } finally {
      Locale.setDefault(Locale.Category.FORMAT, before);
    }
  }

  @Test
  void onlyNamesInFullAreThoseOfSegments() {
    assertTrue(SegmentFormat.isSegment("segment-00000042.log"));
    assertFalse(SegmentFormat.isSegment("segment-42.log"));
    assertFalse(SegmentFormat.isSegment("segment-00000042.new"));
    assertFalse(SegmentFormat.isSegment("segment-00000042.log.bak"));
    assertTrue(SegmentFormat.isUnfinished("segment-00000042.new"));
    assertFalse(SegmentFormat.isUnfinished("segment-00000042.log"));
  }
}
