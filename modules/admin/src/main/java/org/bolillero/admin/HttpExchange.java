package org.bolillero.admin;

import java.io.IOException;
import java.io.InputStream;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.OptionalLong;

/** A request that is to be answered. Used by one thread. */
final class HttpExchange {
  private final RequestHead head;
  private final RequestBody body;
  private final AnswerWriter writer;
  private final List<X509Certificate> peer;
  private boolean isAwaited;

  HttpExchange(
      RequestHead head, RequestBody body, AnswerWriter writer, List<X509Certificate> peer) {
    this.head = head;
    this.body = body;
    this.writer = writer;
    this.peer = peer;
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
   * Whether the rest of the body can be read after the answer. Nobody knows whether a sender who
   * keeps it back sends it.
   */
  boolean canEnd() {
    return !isAwaited;
  }
}
