package org.bolillero.admin;

import java.util.List;
import java.util.Map;
import org.bolillero.watch.Readings;

/** The agencies' side of an office, as a test wants it to look. */
final class TestReadings implements Readings {
  private volatile boolean accepting = true;

  void accept(boolean value) {
    accepting = value;
  }

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
    return 0;
  }

  @Override
  public long logLinesDropped() {
    return 0;
  }

  @Override
  public List<InForce> certificates() {
    return List.of();
  }
}
