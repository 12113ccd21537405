package org.bolillero.console;

import java.util.Optional;
import java.util.stream.Stream;

/** Explains a lack of memory or threads, and what to do about it. */
final class Exhaustion {
  /** A failure may be the cause of itself, over others. */
  private static final int CAUSES_MAX = 32;

  private Exhaustion() {}

  /** What to do if a failure comes from a lack of memory or of threads; empty if it does not. */
  static Optional<String> advice(Throwable failure) {
    return Stream.iterate(failure, each -> each != null, Throwable::getCause)
        .limit(CAUSES_MAX)
        .filter(OutOfMemoryError.class::isInstance)
        .map(error -> advice(String.valueOf(error.getMessage())))
        .findFirst();
  }

  private static String advice(String message) {
    return message.contains("native thread")
        ? "no further thread can be started: allow this user or container more processes (ulimit"
            + " -u, pids limit), or give the machine more memory"
        : "out of memory (%s): allow more, as by BOLILLERO_JAVA_OPTIONS=-Xmx512m"
            .formatted(message);
  }
}
