package org.bolillero.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.IntSupplier;
import org.bolillero.fuzz.FuzzTarget;

/**
 * However a stream is cut, its frames are those of a plain reading, and so is its end. The first
 * byte of an input says how it is cut.
 */
final class FramesTarget implements FuzzTarget {
  private static final int LIMIT = 8192;
  private static final int BUFFER_BYTES_MAX = 64 * 1024;

  @Override
  public String run(byte[] input) throws IOException {
    int cut = input.length == 0 ? 0 : input[0];
    byte[] stream = input.length == 0 ? input : Arrays.copyOfRange(input, 1, input.length);
    List<String> plain = plainReading(stream);
    SplittableRandom random = new SplittableRandom(cut);
    assertEquals(plain, reading(stream, () -> Integer.MAX_VALUE, false), "whole");
    assertEquals(plain, reading(stream, () -> random.nextInt(1, 2 + (cut & 0x3F)), false), "cut");
    assertEquals(plain, reading(stream, () -> random.nextInt(1, 20_000), true), "polled");
    if (stream.length < 500) {
      assertEquals(plain, reading(stream, () -> 1, false), "byte by byte");
    }
    return plain.getLast();
  }

  /** The frames, and then why there are no more. */
  private static List<String> plainReading(byte[] stream) {
    List<String> frames = new ArrayList<>();
    ByteBuffer rest = ByteBuffer.wrap(stream);
    while (rest.remaining() >= 4) {
      long length = rest.getInt() & 0xFFFF_FFFFL;
      if (length == 0 || length > LIMIT - 4) {
        frames.add(length == 0 ? "length zero" : "length above the limit");
        return frames;
      }
      if (length > rest.remaining()) {
        frames.add("end within a frame");
        return frames;
      }
      byte[] body = new byte[(int) length];
      rest.get(body);
      frames.add(Messages.hex(body));
    }
    frames.add(rest.hasRemaining() ? "end within a length" : "end");
    return frames;
  }

  /** The same, by a reader of {@code read} or one of {@code poll} and {@code fill}. */
  private static List<String> reading(byte[] stream, IntSupplier sizes, boolean polling)
      throws IOException {
    List<String> frames = new ArrayList<>();
    PiecesInput in = new PiecesInput(stream, sizes);
    FrameReader reader = new FrameReader(in, LIMIT);
    try {
      if (polling) {
        do {
          poll(reader, frames);
        } while (reader.fill());
        if (reader.isWithinFrame()) {
          throw new EOFException();
        }
      } else {
        for (var body = reader.read(); body.isPresent(); body = reader.read()) {
          frames.add(Messages.hex(Messages.bytes(body.get())));
        }
      }
      frames.add("end");
    } catch (ProtocolException e) {
      boolean isZero = String.valueOf(e.getMessage()).endsWith("found 0");
      frames.add(isZero ? "length zero" : "length above the limit");
    } catch (EOFException _) {
      int read = frames.stream().mapToInt(frame -> 4 + frame.length() / 2).sum();
      frames.add(stream.length - read < 4 ? "end within a length" : "end within a frame");
    }
    assertTrue(in.largestBufferBytes() <= BUFFER_BYTES_MAX, "a buffer above the limit");
    return frames;
  }

  /** Takes all frames that have arrived, which stay valid until the next one is read. */
  private static void poll(FrameReader reader, List<String> frames) throws ProtocolException {
    List<ByteBuffer> arrived = new ArrayList<>();
    try {
      for (Optional<ByteBuffer> body = reader.poll(); body.isPresent(); body = reader.poll()) {
        arrived.add(body.get());
      }
    } finally {
      arrived.forEach(body -> frames.add(Messages.hex(Messages.bytes(body))));
    }
    reader.release();
  }
}
