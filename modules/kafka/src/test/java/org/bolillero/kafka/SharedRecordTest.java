package org.bolillero.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.bolillero.fuzz.Seed;
import org.bolillero.storage.LogEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class SharedRecordTest {
  static SharedRecord entry(int draw, long term, long number, int payload) {
    ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES).putInt(payload).flip();
    return new SharedRecord(draw, term, number, new SharedRecord.Entry(new LogEntry(2, 77, bytes)));
  }

  static Stream<SharedRecord> all() {
    return Stream.of(
        new SharedRecord(
            1,
            1,
            0,
            new SharedRecord.Lead(new UUID(5, -6), Instant.ofEpochMilli(-7), "oficina \u00f1")),
        new SharedRecord(Integer.MAX_VALUE, 2, 3, new SharedRecord.Beat()),
        new SharedRecord(3, Long.MAX_VALUE, Long.MAX_VALUE, new SharedRecord.Resign()),
        entry(4, 5, 6, -7),
        new SharedRecord(
            4, 5, 6, new SharedRecord.File("secret", ByteBuffer.wrap(new byte[] {1, 2, 3}))),
        new SharedRecord(
            8, 9, 10, new SharedRecord.Entry(new LogEntry(239, -1, ByteBuffer.allocate(0)))));
  }

  @ParameterizedTest
  @MethodSource("all")
  void itIsReadAsItWasWritten(SharedRecord record) {
    assertEquals(Optional.of(record), SharedRecord.decode(record.encode()));
  }

  /** The bytes of the format, which other programs and later versions have to read. */
  @Test
  void itsBytesStayAsTheyAre() {
    assertEquals(
        "01020000000400000000000000050000000000000006"
            + "0000004d"
            + "fffffff9"
            + "%08x"
                .formatted(
                    checksumOf("010200000004000000000000000500000000000000060000004dfffffff9")),
        HexFormat.of().formatHex(array(entry(4, 5, 6, -7).encode())));
  }

  private static byte[] array(ByteBuffer bytes) {
    byte[] array = new byte[bytes.remaining()];
    bytes.get(bytes.position(), array);
    return array;
  }

  private static int checksumOf(String hex) {
    CRC32C crc = new CRC32C();
    crc.update(HexFormat.of().parseHex(hex));
    return (int) crc.getValue();
  }

  @ParameterizedTest
  @MethodSource("all")
  void aDamagedOneCannotBeRead(SharedRecord record) {
    ByteBuffer bytes = record.encode();
    for (int bit = 0; bit < bytes.limit() * Byte.SIZE; bit++) {
      byte[] damaged = array(bytes);
      damaged[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
      assertEquals(Optional.empty(), SharedRecord.decode(ByteBuffer.wrap(damaged)), "bit " + bit);
    }
    for (int length = 0; length < bytes.limit(); length++) {
      assertEquals(
          Optional.empty(), SharedRecord.decode(bytes.slice(0, length)), "length " + length);
    }
  }

  @Test
  void whateverSomebodyElseHasWrittenIsNoFailure() {
    Seed.run(random -> {
      for (int i = 0; i < 10_000; i++) {
        byte[] foreign = new byte[random.nextInt(80)];
        random.nextBytes(foreign);
        assertEquals(Optional.empty(), SharedRecord.decode(ByteBuffer.wrap(foreign)));
      }
    });
  }

  @Test
  void thereIsNoTermBeforeTheFirst() {
    SharedRecord.Body beat = new SharedRecord.Beat();
    assertThrows(IllegalArgumentException.class, () -> new SharedRecord(1, 0, 1, beat));
    assertThrows(IllegalArgumentException.class, () -> new SharedRecord(1, 1, -1, beat));
  }
}
