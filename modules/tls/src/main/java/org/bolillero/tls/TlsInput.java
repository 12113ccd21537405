package org.bolillero.tls;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.Objects;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * What the other end sends, decrypted. Between records that have been read it has no buffer.
 *
 * <p>Owned by the thread that reads.
 */
final class TlsInput extends InputStream {
  private final Socket plain;
  private final SSLEngine engine;
  private final Records records;
  private final RecordBuffers buffers;
  private final Failures failures;
  private final QuietRecords quiet = new QuietRecords();

  /** What is decrypted and not read yet. */
  private @Nullable ByteBuffer data;

  private boolean ended;
  private @Nullable IOException failure;

  TlsInput(
      Socket plain, SSLEngine engine, Records records, RecordBuffers buffers, Failures failures) {
    this.plain = plain;
    this.engine = engine;
    this.records = records;
    this.buffers = buffers;
    this.failures = failures;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, target.length);
    if (length == 0) {
      return 0;
    }
    if (data == null && !receive(length)) {
      return -1;
    }
    int count = take(target, offset, length);
    // Whoever reads much at once gets much at once, though records are small.
    while (count < length && receiveArrived(length - count)) {
      count += take(target, offset + count, length - count);
    }
    return count;
  }

  private int take(byte[] target, int offset, int length) {
    ByteBuffer some = Objects.requireNonNull(data);
    int count = Math.min(length, some.remaining());
    some.get(target, offset, count);
    if (!some.hasRemaining()) {
      buffers.give(some);
      data = null;
    }
    return count;
  }

  @Override
  public int available() throws IOException {
    if (data != null) {
      return data.remaining();
    }
    // Some of it is not data, but whether nothing has arrived is what matters.
    return ended || failure != null ? 0 : Math.min(1, records.available());
  }

  /** Waits for data; false at the end of the stream. */
  private boolean receive(int room) throws IOException {
    if (failure != null) {
      throw failure;
    }
    try {
      ReadTime time = new ReadTime(plain);
      try {
        while (isWanting()) {
          if (!records.isWhole()) {
            time.beforeRead();
          }
          next(room);
        }
      } finally {
        time.end();
        records.release();
      }
    } catch (SocketTimeoutException e) {
      throw e; // The next read goes on.
    } catch (IOException e) {
      throw end(e);
    }
    return !ended;
  }

  /**
   * Decrypts what is here already; false if nothing more is. A failure is left to the next read.
   */
  private boolean receiveArrived(int room) {
    try {
      while (failure == null && isWanting() && (records.isWhole() || records.isFilling())) {
        next(room);
      }
    } catch (IOException e) {
      end(e);
    } finally {
      records.release();
    }
    return data != null;
  }

  private IOException end(IOException why) {
    records.discard();
    failure = why instanceof SSLException ssl ? failures.translate(ssl) : why;
    return failure;
  }

  private boolean isWanting() {
    return data == null && !ended;
  }

  /** Decrypts the next record if it is whole, or else reads once. */
  private void next(int room) throws IOException {
    ByteBuffer record = records.poll();
    if (record == null) {
      ended = !records.fill(room);
    } else {
      decrypt(record);
    }
  }

  private void decrypt(ByteBuffer record) throws IOException {
    ByteBuffer target = buffers.take();
    try {
      SSLEngineResult result = engine.unwrap(record, target);
      switch (result.getStatus()) {
        case OK -> {}
        case CLOSED -> ended = true;
        case BUFFER_OVERFLOW, BUFFER_UNDERFLOW ->
            throw new EOFException("expected a whole record of TLS, found " + result);
      }
      if (result.bytesProduced() > 0) {
        quiet.data(result.bytesProduced());
        data = target.flip();
      } else if (!ended) {
        Tasks.run(engine);
        quiet.quiet();
      }
    } finally {
      if (data == null) {
        buffers.give(target);
      }
    }
  }

  /** Does nothing: the connection is its owner's to close. */
  @Override
  public void close() {}
}
