package org.bolillero.tls;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;

/**
 * The handshake of one connection, under one deadline.
 *
 * <p>Owned by the thread that makes it.
 */
final class Handshake {
  /** Honest ends need fewer than ten; the JDK bounds what is in them. */
  private static final int RECORDS_MAX = 256;

  private static final long FAREWELL_MILLIS_MAX = 1000;

  /** In the clear, for an end that may not know what TLS is: fatal, unexpected message. */
  private static final byte[] ALERT = {21, 3, 3, 0, 2, 2, 10};

  private final Socket plain;
  private final SSLEngine engine;
  private final Records records;
  private final TlsOutput out;
  private final HandshakeTerms terms;
  private int recordCount;

  Handshake(Socket plain, SSLEngine engine, Records records, TlsOutput out, HandshakeTerms terms) {
    this.plain = plain;
    this.engine = engine;
    this.records = records;
    this.out = out;
    this.terms = terms;
  }

  /** Makes it. */
  void run() throws IOException {
    engine.beginHandshake();
    boolean going = true;
    while (going) {
      switch (engine.getHandshakeStatus()) {
        case NEED_TASK -> terms.compute(() -> Tasks.run(engine));
        case NEED_WRAP -> send();
        case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> receive();
        case NOT_HANDSHAKING, FINISHED -> going = false;
      }
    }
    records.release();
  }

  private void receive() throws IOException {
    ByteBuffer record = records.poll();
    while (record == null) {
      plain.setSoTimeout(timeoutMillis());
      if (!fill()) {
        throw new TlsException("expected a handshake of TLS, found the connection closed");
      }
      record = records.poll();
    }
    recordCount++;
    if (recordCount > RECORDS_MAX) {
      throw new TlsException(
          "expected a handshake of TLS, found more than " + RECORDS_MAX + " records of it");
    }
    engine.unwrap(record, ByteBuffer.allocate(0));
  }

  private boolean fill() throws IOException {
    terms.waitsForPeer(true);
    try {
      return records.fill(0);
    } catch (SocketTimeoutException e) {
      throw new TlsException(timeIsUp(), e);
    } finally {
      terms.waitsForPeer(false);
    }
  }

  private void send() throws IOException {
    terms.waitsForPeer(true); // As it may take nothing.
    try {
      out.sendOwn();
    } finally {
      terms.waitsForPeer(false);
    }
  }

  private int timeoutMillis() throws TlsException {
    long left = terms.leftMillis();
    if (left < 1) {
      throw new TlsException(timeIsUp());
    }
    return (int) Math.min(left, Integer.MAX_VALUE);
  }

  private static String timeIsUp() {
    return "expected a handshake of TLS in time, found it unfinished";
  }

  /**
   * Tells the other end that the handshake has failed, as far as an alert can, and waits a moment
   * for it to close: if a connection is closed with bytes unread, its peer may find a reset before
   * it has read the alert.
   *
   * @param why what is thrown; gets what fails here
   */
  void fail(IOException why) {
    terms.waitsForPeer(true);
    try {
      if (why instanceof SSLException) {
        sendAlert();
      } else if (recordCount == 0 && records.isWithin()) {
        plain.getOutputStream().write(ALERT);
      }
      plain.shutdownOutput();
      drain();
    } catch (SocketTimeoutException _) {
      // It has had its time.
    } catch (IOException e) {
      why.addSuppressed(e);
    } finally {
      records.discard();
      terms.waitsForPeer(false);
    }
  }

  /** An engine throws once more what a task has found, and then gives its alert. */
  private void sendAlert() throws IOException {
    try {
      out.sendOwn();
    } catch (SSLException _) {
      out.sendOwn();
    }
  }

  private void drain() throws IOException {
    byte[] unread = new byte[4096];
    long endNanos = System.nanoTime() + FAREWELL_MILLIS_MAX * 1_000_000;
    long left = Math.min(FAREWELL_MILLIS_MAX, terms.leftMillis());
    while (left > 0) {
      plain.setSoTimeout((int) left);
      if (plain.getInputStream().read(unread) < 0) {
        return;
      }
      left = Math.min((endNanos - System.nanoTime()) / 1_000_000, terms.leftMillis());
    }
  }
}
