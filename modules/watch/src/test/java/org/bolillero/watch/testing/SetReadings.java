package org.bolillero.watch.testing;

import java.util.List;
import java.util.Map;
import org.bolillero.watch.Readings;

/** The agencies' side of an office, as a test wants it to look. Thread-safe. */
public final class SetReadings implements Readings {
  private volatile boolean accepting = true;
  private volatile List<InForce> certificates = List.of();

  /** From now on agencies can connect, or cannot. */
  public void accept(boolean value) {
    accepting = value;
  }

  /** From now on these are in force. */
  public void enforce(List<InForce> some) {
    certificates = List.copyOf(some);
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
