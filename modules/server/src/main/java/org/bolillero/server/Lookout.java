package org.bolillero.server;

import java.time.Clock;
import java.util.Optional;
import org.bolillero.office.Draws;
import org.bolillero.office.OfficeListener;
import org.bolillero.watch.Readings;
import org.bolillero.watch.Watch;
import org.bolillero.watch.Watcher;

/** What is noted of an office for those who may ask, if there is an interface to ask over. */
final class Lookout {
  /** A log has its next segment made ahead; without room for one behind that, it is nearly over. */
  private static final int SEGMENTS = 2;

  private final Optional<Watcher> watcher;

  private Lookout(Optional<Watcher> watcher) {
    this.watcher = watcher;
  }

  /** That of an office that is about to start. */
  static Lookout of(OfficeSettings settings, Clock clock) {
    long roomBytes = (long) SEGMENTS * settings.segmentBytes();
    return new Lookout(
        settings.adminAddress().map(_ -> new Watcher(settings.data(), roomBytes, clock)));
  }

  /** Both the listener and what is noted here. */
  OfficeListener besides(OfficeListener listener) {
    return watcher.map(listener::and).orElse(listener);
  }

  /** What there is to see of the office that runs; empty if nobody can ask. */
  Optional<Watch> watch(Draws draws, Readings readings) {
    return watcher.map(each -> each.watch(draws, readings));
  }
}
