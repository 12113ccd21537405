package org.bolillero.watch;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What can be read of a running office when somebody asks. Thread-safe; nothing here waits. */
public interface Readings {
  /**
   * A certificate, or a list of revoked ones, that is in force.
   *
   * @param use what it is there for: {@code own}, {@code authority} or {@code revocations}
   * @param expiry until when it can be used
   */
  record InForce(String use, Instant expiry) {}

  /** {@return whether agencies can connect} */
  boolean isAccepting();

  /** {@return how many connections of agencies there are in each state that there is} */
  Map<String, Integer> connections();

  /** {@return how many requests have arrived and wait for their turn} */
  int requestsWaiting();

  /** {@return how many log lines were dropped since the start} */
  long logLinesDropped();

  /** {@return the certificates and lists in force; none if nothing is encrypted} */
  List<InForce> certificates();
}
