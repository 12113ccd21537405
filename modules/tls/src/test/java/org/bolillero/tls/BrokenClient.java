package org.bolillero.tls;

import java.nio.ByteBuffer;
import java.util.Arrays;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;

/**
 * A client of the JDK's, each of whose records may be broken on its way, as a script says. It makes
 * the handshake, sends {@link #PARTS} records of data, and closes.
 *
 * <pre>
 * script   what becomes of a record, repeated; what is behind its end arrives as it is
 * step     u8 what | u8 how
 * </pre>
 */
final class BrokenClient {
  static final int PARTS = 4;
  static final int PART_BYTES = 40;

  private final SSLEngine engine;
  private final ByteBuffer script;

  /** What has left and was not read yet. */
  private byte[] leaving = {};

  /** What has come and is no whole record yet. */
  private byte[] coming = {};

  private int parts;
  private boolean ended;
  private boolean changed;

  BrokenClient(SSLEngine engine, byte[] script) throws SSLException {
    this.engine = engine;
    this.script = ByteBuffer.wrap(script);
    engine.beginHandshake();
  }

  /** What it sends if nothing is broken. */
  static byte[] data() {
    byte[] data = new byte[PARTS * PART_BYTES];
    for (int i = 0; i < data.length; i++) {
      data[i] = (byte) i;
    }
    return data;
  }

  /** Whether anything has become of a record. */
  boolean isChanged() {
    return changed;
  }

  /** Sends some bytes; negative at the end. */
  int say(byte[] target, int offset, int length) {
    while (leaving.length == 0 && !ended) {
      try {
        next();
      } catch (SSLException _) {
        ended = true; // It has been told of an error, or has found one.
      }
    }
    int count = Math.min(length, leaving.length);
    System.arraycopy(leaving, 0, target, offset, count);
    leaving = Arrays.copyOfRange(leaving, count, leaving.length);
    return count == 0 ? -1 : count;
  }

  private void next() throws SSLException {
    HandshakeStatus status = engine.getHandshakeStatus();
    switch (status) {
      case NEED_TASK -> Tasks.run(engine);
      case NEED_WRAP -> send(ByteBuffer.allocate(0));
      case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> {
        int before = coming.length;
        receive();
        ended = coming.length == before && engine.getHandshakeStatus() == status;
      }
      case NOT_HANDSHAKING, FINISHED -> {
        ended = parts == PARTS;
        if (!ended) {
          send(ByteBuffer.wrap(data(), parts * PART_BYTES, PART_BYTES));
          parts++;
        }
      }
    }
  }

  private void send(ByteBuffer bytes) throws SSLException {
    ByteBuffer record = ByteBuffer.allocate(RecordBuffers.BYTES);
    engine.wrap(bytes, record);
    byte[] sent = Arrays.copyOf(record.array(), record.position());
    leaving = sent.length > 0 && script.remaining() >= 2 ? broken(sent) : sent;
  }

  private byte[] broken(byte[] record) {
    int what = script.get() & 0xff;
    int how = script.get() & 0xff;
    if (what >= 64) {
      return record;
    }
    changed = true;
    return switch (what % 7) {
      case 0 -> flipped(record, how * record.length / 256, 1 << how % 8);
      case 1 -> flipped(record, how % 5, 1 << what / 7 % 8);
      case 2 -> flipped(record, how % record.length, 0xff);
      case 3 -> new byte[0];
      case 4 -> joined(record, record);
      case 5 -> joined(raw(how), record);
      default -> {
        ended = true;
        yield Arrays.copyOf(record, how % record.length);
      }
    };
  }

  private static byte[] flipped(byte[] record, int at, int bits) {
    record[at] ^= (byte) bits;
    return record;
  }

  private byte[] raw(int length) {
    byte[] bytes = new byte[Math.min(length, script.remaining())];
    script.get(bytes);
    return bytes;
  }

  private static byte[] joined(byte[] one, byte[] other) {
    return ByteBuffer.allocate(one.length + other.length).put(one).put(other).array();
  }

  /** Takes what the office sends. */
  void hear(byte[] bytes, int offset, int length) {
    coming = joined(coming, Arrays.copyOfRange(bytes, offset, offset + length));
  }

  private void receive() throws SSLException {
    ByteBuffer record = ByteBuffer.wrap(coming);
    SSLEngineResult result = engine.unwrap(record, ByteBuffer.allocate(RecordBuffers.BYTES));
    ended |= result.getStatus() == SSLEngineResult.Status.CLOSED;
    coming = Arrays.copyOfRange(coming, record.position(), coming.length);
  }
}
