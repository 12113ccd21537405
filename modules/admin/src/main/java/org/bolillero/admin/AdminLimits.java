package org.bolillero.admin;

import java.time.Duration;

/**
 * What bounds whoever speaks to the control interface.
 *
 * @param idle before the first byte of a connection, and between its requests; also for the
 *     handshake of TLS
 * @param request from the first byte of a request to its last
 * @param answer from the last byte of a request to the last one of its answer
 * @param look how often is looked for connections whose time is up
 * @param pace how often viewers of the page are told what has changed
 */
record AdminLimits(Duration idle, Duration request, Duration answer, Duration look, Duration pace) {
  static final AdminLimits USUAL =
      new AdminLimits(
          Duration.ofSeconds(10),
          Duration.ofSeconds(10),
          Duration.ofSeconds(30),
          Duration.ofMillis(500),
          Duration.ofSeconds(1));

  /** Far more than any decision needs. */
  static final int BODY_BYTES_MAX = 64 * 1024;

  static final int CONNECTIONS_MAX = 64;

  /** Those who watch the page. They do not count among the connections above. */
  static final int VIEWERS_MAX = 32;

  /** Connections that the system may hold until they are accepted. */
  static final int BACKLOG = 64;

  /** A draw with more agencies than this has a large answer. */
  static final int LARGE_AGENCIES = 1_000;

  /** How many large answers may be on their way: one of the largest takes some megabytes. */
  static final int LARGE_ANSWERS_MAX = 4;

  static final int LARGE_ANSWER_WAIT_SECONDS = 1;

  static final int HEADERS_MAX = 64;

  /** The request line and all headers. */
  static final int HEAD_BYTES_MAX = 16 * 1024;

  /** What is read of bytes that nobody wants, so that their sender gets to read the answer. */
  static final int UNWANTED_BYTES_MAX = 1024 * 1024;
}
