package org.bolillero.admin;

/**
 * What bounds whoever speaks to the control interface.
 *
 * <p>Most of it is enforced by the JDK's server, which takes it from system properties, for all
 * servers of the JVM, when its classes are initialised. A property that is set stays as it is.
 */
final class AdminLimits {
  /** Far more than any decision needs. */
  static final int BODY_BYTES_MAX = 64 * 1024;

  static final int CONNECTIONS_MAX = 64;

  /** Connections that the system may hold until they are accepted. */
  static final int BACKLOG = 64;

  /** A draw with more agencies than this has a large answer. */
  static final int LARGE_AGENCIES = 1_000;

  /** How many large answers may be on their way: one of the largest takes some megabytes. */
  static final int LARGE_ANSWERS_MAX = 4;

  static final int LARGE_ANSWER_WAIT_SECONDS = 1;

  /** From the first byte of a request to its last. */
  private static final int REQUEST_SECONDS_MAX = 10;

  /** From the last byte of a request to the last one of its answer. */
  private static final int ANSWER_SECONDS_MAX = 30;

  /** Between requests, and before the first one. */
  private static final int IDLE_SECONDS_MAX = 10;

  private static final int HEADERS_MAX = 64;
  private static final int HEADER_BYTES_MAX = 16 * 1024;

  /** What is read of a body that nobody wants, so that its sender gets to read the answer. */
  private static final int UNWANTED_BYTES_MAX = 1024 * 1024;

  private AdminLimits() {}

  /** Sets the limits that the JDK's server knows. To be called before it is used. */
  static void apply() {
    set("jdk.httpserver.maxConnections", CONNECTIONS_MAX);
    set("sun.net.httpserver.maxIdleConnections", CONNECTIONS_MAX);
    set("sun.net.httpserver.maxReqTime", REQUEST_SECONDS_MAX);
    set("sun.net.httpserver.maxRspTime", ANSWER_SECONDS_MAX);
    set("sun.net.httpserver.idleInterval", IDLE_SECONDS_MAX);
    set("sun.net.httpserver.clockTick", 1_000); // Looks for idle connections so often, in ms.
    set("sun.net.httpserver.maxReqHeaders", HEADERS_MAX);
    set("sun.net.httpserver.maxReqHeaderSize", HEADER_BYTES_MAX);
    set("sun.net.httpserver.drainAmount", UNWANTED_BYTES_MAX);
    // Otherwise an answer in two pieces waits for the other side to confirm the first.
    set("sun.net.httpserver.nodelay", true);
  }

  private static void set(String name, Object value) {
    if (System.getProperty(name) == null) {
      System.setProperty(name, value.toString());
    }
  }
}
