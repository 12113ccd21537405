package org.bolillero.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.bolillero.storage.EntryFormat.Found;
import org.junit.jupiter.api.Test;

class EntryFormatTest {
  private static final int CHAIN = 0x0ABCDE;

  /** Entry 3, when 2 was durable: kind 1, key 0xFFFFFFFE, payload 01 02 03 04 05. */
  private static final String ENTRY =
      "32fd4088" // CRC-32C
          + "00000005" // length
          + "0000000000000003" // number
          + "0000000000000002" // durableThrough
          + "010abcde" // kind, chain
          + "fffffffe" // key
          + "0102030405";

  private static final String PIN =
      "1a78b767" + "00000000" + "0000000000000009" + "0000000000000008" + "050abcde" + "00000000";

  /** The same entry in a log of version 1, which has zeros for the chain. */
  private static final String ENTRY_OF_VERSION_1 =
      "19e3be3a"
          + "00000005"
          + "0000000000000003"
          + "0000000000000002"
          + "01000000"
          + "fffffffe"
          + "0102030405";

  @Test
  void theBytesOfAnEntryAreTheDocumentedOnes() {
    ByteBuffer payload = ByteBuffer.wrap(new byte[] {1, 2, 3, 4, 5});
    assertEquals(ENTRY, hex(3, 2, CHAIN, new LogEntry(1, -2, payload)));
    assertEquals(ENTRY_OF_VERSION_1, hex(3, 2, 0, new LogEntry(1, -2, payload)));
  }

  @Test
  void theBytesOfAPinAreTheDocumentedOnes() {
    assertEquals(PIN, hex(9, 8, CHAIN, new LogEntry(LogEntry.PIN, 0, ByteBuffer.allocate(0))));
  }

  @Test
  void whatWasWrittenIsRead() {
    ByteBuffer bytes = ByteBuffer.wrap(HexFormat.of().parseHex("77".repeat(7) + ENTRY));
    Found found = EntryFormat.read(bytes, 7);
    assertNotNull(found);
    assertEquals(3, found.number());
    assertEquals(2, found.durableThrough());
    assertEquals(CHAIN, found.chain());
    assertEquals(0x32fd4088, found.crc());
    assertEquals(37, found.size());
    assertEquals(1, found.entry().kind());
    assertEquals(-2, found.entry().key());
    assertEquals(ByteBuffer.wrap(new byte[] {1, 2, 3, 4, 5}), found.entry().payload());
    assertEquals(found, EntryFormat.readTrusted(bytes, 7));
  }

  @Test
  void anEntryThatIsCutShortIsNone() {
    byte[] whole = HexFormat.of().parseHex(ENTRY);
    for (int length = 0; length < whole.length; length++) {
      assertNull(EntryFormat.read(ByteBuffer.wrap(whole, 0, length).slice(), 0));
    }
  }

  @Test
  void anEntryWithAnyByteChangedIsNone() {
    byte[] whole = HexFormat.of().parseHex(ENTRY);
    for (int i = 0; i < whole.length; i++) {
      whole[i] ^= 0x10;
      assertNull(EntryFormat.read(ByteBuffer.wrap(whole), 0), "byte " + i);
      whole[i] ^= 0x10;
    }
  }

  @Test
  void anEntryThatSaysTheImpossibleIsNoneHoweverRightItsChecksum() {
    assertImpossible(4, 0xFFFFFFFF, "a negative length");
    assertImpossible(4, 6, "more payload than there are bytes");
    assertImpossible(8, 0x80000000, "a negative number");
    assertImpossible(16, 0x80000000, "a negative durableThrough");
    assertImpossible(20, 3, "durable before it was written");
    assertImpossible(24, 0, "no kind");
    assertImpossible(24, CHAIN, "a chain, but no kind");
  }

  private static void assertImpossible(int offset, int value, String what) {
    ByteBuffer bytes = ByteBuffer.wrap(HexFormat.of().parseHex(ENTRY));
    assertNotNull(EntryFormat.read(bytes, 0));
    bytes.putInt(offset, value);
    bytes.putInt(0, Crc32c.of(bytes.slice(4, bytes.limit() - 4)));
    assertNull(EntryFormat.read(bytes, 0), what);
  }

  @Test
  void zerosAreNoEntry() {
    assertNull(EntryFormat.read(ByteBuffer.allocate(64), 0));
    assertEquals(0, EntryFormat.number(ByteBuffer.allocate(64), 0));
  }

  private static String hex(long number, long durableThrough, int chain, LogEntry entry) {
    ByteBuffer bytes = ByteBuffer.allocate(EntryFormat.HEADER_BYTES + entry.payload().remaining());
    int crc =
        EntryFormat.writeHeader(
            bytes, number, durableThrough, chain, entry, Crc32c.of(entry.payload()));
    assertEquals(bytes.getInt(0), crc);
    return HexFormat.of().formatHex(bytes.put(entry.payload().duplicate()).array());
  }
}
