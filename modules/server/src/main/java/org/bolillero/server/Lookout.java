package org.bolillero.server;

import java.time.Clock;
import java.util.Optional;
import org.bolillero.office.OfficeListener;
import org.bolillero.watch.RecentFigures;
import org.bolillero.watch.Watch;

/** What is noted of an office for those who may ask, if there is an interface to ask over. */
final class Lookout {
  private final Optional<RecentFigures> figures;

  private Lookout(Optional<RecentFigures> figures) {
    this.figures = figures;
  }

  /** That of an office that is about to start. */
  static Lookout of(OfficeSettings settings, Clock clock) {
    return new Lookout(settings.adminAddress().map(_ -> new RecentFigures(settings.data(), clock)));
  }

  /** Both the listener and what is noted here. */
  OfficeListener besides(OfficeListener listener) {
    return figures.map(listener::and).orElse(listener);
  }

  /** What there is to see; empty if nobody can ask. */
  Optional<Watch> watch() {
    return figures.map(Watch::new);
  }
}
