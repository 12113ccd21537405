package org.bolillero.server;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bolillero.console.Logging;
import org.bolillero.tls.CertificateFact;
import org.bolillero.tls.TlsContext;
import org.bolillero.watch.Readings;

/** What can be read of an office that runs. Thread-safe. */
final class OfficeReadings implements Readings {
  private final Sessions sessions;
  private final Acceptor acceptor;
  private final Optional<TlsContext> tls;

  OfficeReadings(Sessions sessions, Acceptor acceptor, Optional<TlsContext> tls) {
    this.sessions = sessions;
    this.acceptor = acceptor;
    this.tls = tls;
  }

  @Override
  public boolean isAccepting() {
    return acceptor.isAccepting();
  }

  @Override
  public Map<String, Integer> connections() {
    return sessions.states();
  }

  @Override
  public int requestsWaiting() {
    return sessions.permits().getQueueLength();
  }

  @Override
  public long logLinesDropped() {
    return Logging.dropped();
  }

  @Override
  public List<InForce> certificates() {
    return tls.map(TlsContext::facts).orElse(List.of()).stream()
        .map(fact -> new InForce(use(fact.kind()), fact.expiry()))
        .toList();
  }

  private static String use(CertificateFact.Kind kind) {
    return switch (kind) {
      case OWN -> "own";
      case AUTHORITY -> "authority";
      case REVOCATIONS -> "revocations";
    };
  }
}
