package org.bolillero.protocol;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class FrameWriterTest {
  private static final int LIMIT = 8192;
  private static final Message SMALL = new Response.Stored(7);
  private static final String SMALL_FRAME = "00000009820000000000000007";

  private final RecordingOutput out = new RecordingOutput();
  private final FrameWriter writer = new FrameWriter(out, LIMIT);

  @Test
  void whatIsWrittenIsSentTogether() throws Exception {
    for (int i = 0; i < 1000; i++) {
      writer.write(SMALL);
    }
    assertEquals(0, out.writes());
    writer.flush();
    assertEquals(1, out.writes());
    assertEquals(1, out.flushes());
    assertEquals(SMALL_FRAME.repeat(1000), Messages.hex(out.bytes()));
  }

  @Test
  void whatWasSentIsNotSentAgain() throws Exception {
    writer.write(SMALL);
    writer.flush();
    writer.flush();
    assertEquals(1, out.writes());
    writer.write(SMALL);
    writer.flush();
    assertEquals(SMALL_FRAME.repeat(2), Messages.hex(out.bytes()));
  }

  @Test
  void theFirstByteCanBeSentAlone() throws Exception {
    writer.write(SMALL);
    writer.flushFirstByte();
    assertEquals(SMALL_FRAME.substring(0, 2), Messages.hex(out.bytes()));
    writer.flush();
    writer.flushFirstByte();
    assertEquals(SMALL_FRAME, Messages.hex(out.bytes()));
  }

  @Test
  void aFlushOfNothingWritesNothing() throws Exception {
    writer.flush();
    assertEquals(0, out.writes());
  }

  @Test
  void whatComesTogetherTo64KibibytesIsSentAtOnce() throws Exception {
    Message eightBytes = new Request.Ping(ByteBuffer.allocate(3));
    for (int i = 1; i < 64 * 1024 / 8; i++) {
      writer.write(eightBytes);
    }
    assertEquals(0, out.writes());
    writer.write(eightBytes);
    assertEquals(1, out.writes());
    assertEquals(64 * 1024, out.bytes().length);
  }

  @Test
  void howMuchIsEnoughCanBeSaid() throws Exception {
    FrameWriter impatient = new FrameWriter(out, LIMIT, 2 * 13);
    impatient.write(SMALL);
    assertEquals(0, out.writes());
    impatient.write(SMALL);
    assertEquals(1, out.writes());
    assertEquals(SMALL_FRAME.repeat(2), Messages.hex(out.bytes()));
  }

  @Test
  void aWriterToldSoSendsOnFlushAlone() throws Exception {
    FrameWriter patient = new FrameWriter(out, LIMIT, Integer.MAX_VALUE);
    for (int i = 0; i < 100_000; i++) {
      patient.write(SMALL);
    }
    assertEquals(0, out.writes());
    patient.flush();
    assertEquals(1, out.writes());
    assertEquals(SMALL_FRAME.repeat(100_000), Messages.hex(out.bytes()));
  }

  @Test
  void aFrameMayFillTheLimitButNotPassIt() throws Exception {
    Message full = part(LIMIT - 10);
    Message larger = part(LIMIT - 9);
    writer.write(SMALL);
    assertThrows(IllegalArgumentException.class, () -> writer.write(larger));
    writer.write(full);
    assertThrows(IllegalArgumentException.class, () -> writer.write(larger));
    writer.write(SMALL);
    writer.flush();
    byte[] expected =
        HexFormat.of()
            .parseHex(
                SMALL_FRAME + "00001ffc" + Messages.hex(Messages.encoded(full)) + SMALL_FRAME);
    assertArrayEquals(expected, out.bytes());
  }

  @Test
  void aLargerFrameIsWrittenOnceTheLimitIsRaised() throws Exception {
    Message large = part(Protocol.FRAME_BYTES_LIMIT - 10);
    assertThrows(IllegalArgumentException.class, () -> writer.write(large));
    writer.frameBytesMax(Protocol.FRAME_BYTES_LIMIT);
    writer.write(large);
    assertEquals(Protocol.FRAME_BYTES_LIMIT, out.bytes().length);
    assertEquals(1, out.writes());
  }

  @Test
  void aFailureToSendIsPassedOn() throws Exception {
    IOException broken = new IOException("broken pipe");
    FrameWriter failing =
        new FrameWriter(
            new OutputStream() {
              @Override
              public void write(int value) throws IOException {
                throw broken;
              }
            },
            LIMIT);
    failing.write(SMALL);
    assertSame(broken, assertThrows(IOException.class, failing::flush));
  }

  /** Winners of so many bytes; their frame has ten more. */
  private static Message part(int bytes) {
    byte[] documents = new byte[bytes];
    for (int at = 0; at < bytes; at += 2) {
      documents[at] = 1;
    }
    return new Response.WinnersPart(1, true, false, ByteBuffer.wrap(documents));
  }
}
