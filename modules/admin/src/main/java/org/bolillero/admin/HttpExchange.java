package org.bolillero.admin;

import java.io.IOException;
import java.io.InputStream;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.Semaphore;

/** A request that is to be answered. Used by one thread. */
final class HttpExchange {
  private final RequestHead head;
  private final RequestBody body;
  private final AnswerWriter writer;
  private final List<X509Certificate> peer;
  private final Place place;
  private final Runnable allowMore;
  private boolean isAwaited;
  private boolean isLast;

  /**
   * A request.
   *
   * @param place that of its connection
   * @param allowMore gives its answer the time of another one
   */
  HttpExchange(
      RequestHead head,
      RequestBody body,
      AnswerWriter writer,
      List<X509Certificate> peer,
      Place place,
      Runnable allowMore) {
    this.head = head;
    this.body = body;
    this.writer = writer;
    this.peer = peer;
    this.place = place;
    this.allowMore = allowMore;
    this.isAwaited = head.expectsToContinue() && !body.isEnded();
  }

  RequestHead head() {
    return head;
  }

  Headers headers() {
    return head.headers();
  }

  /** The certificates of whoever asks, the own one first; none without TLS. */
  List<X509Certificate> peer() {
    return peer;
  }

  /**
   * Takes a place of a kind for its connection, which ends with this answer, and gives back the one
   * that it had; false if there is none.
   */
  boolean keepFor(Semaphore kind) {
    isLast = place.moveTo(kind);
    return isLast;
  }

  /** Gives an answer that has not ended the time of another one. */
  void allowMore() {
    allowMore.run();
  }

  /** How long the body says that it is, if it does. */
  OptionalLong bodyLength() {
    return body.length();
  }

  /** The body, which its sender may have kept back until now. */
  InputStream body() throws IOException {
    if (isAwaited) {
      isAwaited = false;
      writer.writeContinue();
    }
    return body;
  }

  /**
   * Whether the connection ends behind the answer. Nobody knows whether a sender who still keeps
   * the body back sends it.
   */
  boolean isLast() {
    return isLast || isAwaited || head.isLast();
  }
}
