package org.bolillero.lottery;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.BufferOverflowException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DigestTest {
  /** The example of FIPS 180. */
  private static final String OF_ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  @ParameterizedTest
  @EnumSource
  void itIsTheSha256OfWhatRemains(Placement placement) {
    ByteBuffer source = placement.place("abc".getBytes(US_ASCII));
    int position = source.position();
    assertEquals(OF_ABC, Digest.of(source).toString());
    assertEquals(position, source.position());
  }

  @Test
  void itIsReadAndWrittenAs32Bytes() {
    Digest digest = Digest.of(ByteBuffer.wrap("abc".getBytes(US_ASCII)));
    ByteBuffer buffer = ByteBuffer.allocate(40).position(3);
    digest.writeTo(buffer);
    assertEquals(3 + Digest.BYTES, buffer.position());
    buffer.position(3);
    Digest read = Digest.readFrom(buffer);
    assertEquals(3 + Digest.BYTES, buffer.position());
    assertEquals(digest, read);
    assertEquals(digest.hashCode(), read.hashCode());
    assertEquals(OF_ABC, read.toString());
  }

  @Test
  void everyByteCounts() {
    byte[] bytes = new byte[Digest.BYTES];
    Digest digest = Digest.readFrom(ByteBuffer.wrap(bytes));
    for (int at = 0; at < bytes.length; at++) {
      byte[] changed = bytes.clone();
      changed[at] = 1;
      assertNotEquals(digest, Digest.readFrom(ByteBuffer.wrap(changed)));
    }
  }

  @Test
  void itDoesNotFitInto31Bytes() {
    ByteBuffer small = ByteBuffer.allocate(Digest.BYTES - 1);
    assertThrows(BufferUnderflowException.class, () -> Digest.readFrom(small));
    Digest digest = Digest.of(small);
    assertThrows(BufferOverflowException.class, () -> digest.writeTo(small));
    assertEquals(0, small.position());
  }
}
