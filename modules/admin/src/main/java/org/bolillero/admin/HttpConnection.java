package org.bolillero.admin;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * One connection: reads requests and answers them, one after another.
 *
 * <pre>
 *   idle ── first byte ──&gt; request ── last byte ──&gt; answer ── last byte ──&gt; idle
 * </pre>
 *
 * <p>Each state has a deadline. Whoever finds that it has passed cuts the connection, in any
 * thread: that closes the socket below everything else, so it waits for nobody who reads or writes.
 */
final class HttpConnection {
  /** Has an answer for each request. */
  @FunctionalInterface
  interface Handler {
    /** Throws if the connection has broken, or does not go on as it has to. */
    Answer answer(HttpExchange exchange) throws IOException;
  }

  private static final int BUFFER_BYTES = 8 * 1024;

  /** What the system keeps of an answer that nobody takes. */
  private static final int SYSTEM_BUFFER_BYTES = 64 * 1024;

  private final Socket socket;
  private final Wire.Opener opener;
  private final Handler handler;
  private final AdminLimits limits;
  private final Place place;

  /** Written by the connection's thread, read by those who look for what takes too long. */
  private volatile long deadlineNanos;

  HttpConnection(
      Socket socket, Wire.Opener opener, Handler handler, AdminLimits limits, Place place) {
    this.socket = socket;
    this.opener = opener;
    this.handler = handler;
    this.limits = limits;
    this.place = place;
    allow(limits.idle());
  }

  private void allow(Duration time) {
    deadlineNanos = System.nanoTime() + time.toNanos();
  }

  private long leftNanos() {
    return deadlineNanos - System.nanoTime();
  }

  boolean isOverdue() {
    return leftNanos() < 0;
  }

  /** Ends it at once, whatever its thread does. */
  void cut() throws IOException {
    socket.close();
  }

  /** Where it comes from. */
  String address() {
    return socket.getInetAddress().getHostAddress();
  }

  /**
   * Answers whatever is asked, until the end of the connection.
   *
   * @throws IOException if it breaks, or is cut
   */
  void run() throws IOException {
    try (socket) {
      socket.setTcpNoDelay(true);
      // However large an answer is: whoever takes nothing of it is found out by what is left.
      socket.setSendBufferSize(SYSTEM_BUFFER_BYTES);
      Wire wire = opener.open(socket, () -> TimeUnit.NANOSECONDS.toMillis(leftNanos()));
      InputStream in = new BufferedInputStream(wire.in(), BUFFER_BYTES);
      AnswerWriter writer = new AnswerWriter(new BufferedOutputStream(wire.out(), BUFFER_BYTES));
      while (answerNext(in, writer, wire)) {
        allow(limits.idle());
      }
    }
  }

  /** Answers a request, and says whether another one may follow. */
  private boolean answerNext(InputStream in, AnswerWriter writer, Wire wire) throws IOException {
    if (!isMore(in)) {
      return false;
    }
    allow(limits.request());
    RequestHead head;
    RequestBody body;
    try {
      head = HeadReader.read(in);
      body = RequestBody.of(head, in, () -> allow(limits.answer()));
    } catch (RefusedRequestException e) {
      allow(limits.answer());
      writer.write(e.answer(), true, true, false);
      end(wire, in);
      return false;
    }
    HttpExchange exchange =
        new HttpExchange(head, body, writer, wire.peer(), place, () -> allow(limits.answer()));
    Answer answer = handler.answer(exchange);
    try {
      allow(limits.answer());
      if (send(answer, exchange, writer) && isRead(body)) {
        return true;
      }
      end(wire, in);
      return false;
    } finally {
      answer.onEnd().run();
    }
  }

  private static boolean isMore(InputStream in) throws IOException {
    in.mark(1);
    boolean isMore = in.read() >= 0;
    in.reset();
    return isMore;
  }

  private static boolean send(Answer answer, HttpExchange exchange, AnswerWriter writer)
      throws IOException {
    RequestHead head = exchange.head();
    boolean isLast = exchange.isLast();
    writer.write(answer, isLast, !head.method().equals(Route.HEAD), head.isOld());
    return !isLast;
  }

  /** Whether a body was read, or is short enough to be read now. */
  private static boolean isRead(RequestBody body) throws IOException {
    drain(body);
    return body.isEnded();
  }

  /**
   * Ends the connection behind its last answer. What came and was not read would make the system
   * throw away what the other side has not read yet.
   */
  private static void end(Wire wire, InputStream in) throws IOException {
    wire.endOutput().run();
    drain(in);
  }

  /** Reads up to the end, but no more than anybody may have sent in good faith. */
  private static void drain(InputStream in) throws IOException {
    byte[] unwanted = new byte[BUFFER_BYTES];
    long left = AdminLimits.UNWANTED_BYTES_MAX;
    while (left > 0) {
      int read = in.read(unwanted, 0, (int) Math.min(unwanted.length, left));
      left = read < 0 ? 0 : left - read;
    }
  }
}
