package org.bolillero.tls;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;

/**
 * What is sent to the other end, encrypted. Between writes it has no buffer.
 *
 * <p>Owned by the thread that writes.
 */
final class TlsOutput extends OutputStream {
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0).asReadOnlyBuffer();

  /**
   * A write may wait for the other end for long. Meanwhile a record up to this size has an array of
   * its own, and no buffer.
   */
  private static final int SMALL_BYTES_MAX = RecordBuffers.BYTES / 2;

  private final OutputStream out;
  private final SSLEngine engine;
  private final RecordBuffers buffers;
  private final Failures failures;

  TlsOutput(OutputStream out, SSLEngine engine, RecordBuffers buffers, Failures failures) {
    this.out = out;
    this.engine = engine;
    this.buffers = buffers;
    this.failures = failures;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] source, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, source.length);
    ByteBuffer bytes = ByteBuffer.wrap(source, offset, length);
    try {
      while (bytes.hasRemaining()) {
        if (!send(bytes, out)) {
          throw new SocketException("expected an open connection, found its end");
        }
      }
    } catch (SSLException e) {
      throw failures.translate(e);
    }
  }

  /**
   * Sends what the engine itself has to say, as long as it has something, in one write: small ones
   * would wait for each other where a socket gathers small packets.
   */
  void sendOwn() throws IOException {
    ByteArrayOutputStream flight = new ByteArrayOutputStream();
    while (hasOwn()) {
      if (!send(NOTHING.duplicate(), flight) && hasOwn()) {
        throw new SSLException("an engine has something to say and does not say it");
      }
    }
    flight.writeTo(out);
  }

  private boolean hasOwn() {
    return engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP && !engine.isOutboundDone();
  }

  /** Sends one record, the engine's own first; false if there was none to send. */
  private boolean send(ByteBuffer bytes, OutputStream target) throws IOException {
    ByteBuffer record = buffers.take();
    byte[] small;
    try {
      SSLEngineResult result = engine.wrap(bytes, record);
      if (result.getStatus() == Status.BUFFER_OVERFLOW) {
        throw new IllegalStateException("expected room for a record of TLS, found " + result);
      }
      if (record.position() > SMALL_BYTES_MAX) {
        target.write(record.array(), record.arrayOffset(), record.position());
        return true;
      }
      small = Arrays.copyOf(record.array(), record.position());
    } finally {
      buffers.give(record);
    }
    target.write(small);
    return small.length > 0;
  }

  @Override
  public void flush() throws IOException {
    out.flush();
  }

  /** Says goodbye. */
  void end() throws IOException {
    engine.closeOutbound();
    try {
      sendOwn();
    } catch (SSLException e) {
      throw failures.translate(e);
    }
  }

  /** Does nothing: the connection is its owner's to close. */
  @Override
  public void close() {}
}
