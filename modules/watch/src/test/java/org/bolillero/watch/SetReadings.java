package org.bolillero.watch;

import java.util.List;
import java.util.Map;

/** An office as a test wants it to look. */
final class SetReadings implements Readings {
  boolean accepting = true;
  List<InForce> certificates = List.of();

  @Override
  public boolean isAccepting() {
    return accepting;
  }

  @Override
  public Map<String, Integer> connections() {
    return Map.of("reading", 2, "waiting", 1);
  }

  @Override
  public int requestsWaiting() {
    return 3;
  }

  @Override
  public long logLinesDropped() {
    return 4;
  }

  @Override
  public List<InForce> certificates() {
    return certificates;
  }
}
