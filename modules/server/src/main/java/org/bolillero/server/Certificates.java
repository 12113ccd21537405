package org.bolillero.server;

import java.util.List;
import java.util.Optional;
import org.bolillero.office.OfficeEvent;
import org.bolillero.office.OfficeListener;
import org.bolillero.tls.CertificateFact;
import org.bolillero.tls.TlsContext;
import org.bolillero.tls.TlsFileException;

/** The certificates of an office, if it has any, and how they are read again. Thread-safe. */
final class Certificates {
  /** The use of a list of revoked certificates. */
  static final String REVOCATIONS = "revocaciones";

  private final Optional<TlsContext> context;
  private final OfficeListener listener;

  private Certificates(Optional<TlsContext> context, OfficeListener listener) {
    this.context = context;
    this.listener = listener;
  }

  /** Reads those that the settings name. */
  static Certificates read(OfficeSettings settings, OfficeListener listener)
      throws TlsFileException {
    Optional<TlsContext> context =
        settings.tls().files().isPresent()
            ? Optional.of(TlsContext.ofOffice(settings.tls().files().get()))
            : Optional.empty();
    var certificates = new Certificates(context, listener);
    if (context.isEmpty()) {
      listener.on(new OfficeEvent.NotEncrypted(settings.tls().isPlaintext()));
    }
    certificates.report();
    return certificates;
  }

  /** What is in force; empty if nothing is encrypted. */
  Optional<TlsContext> context() {
    return context;
  }

  /** How agencies are connected. */
  Transport transport(OfficeLimits limits, Timeouts timeouts, Platform platform) {
    return context
        .<Transport>map(inForce ->
            new TlsTransport(
                inForce,
                new Handshakes(limits.handshakes(), timeouts.handshake(), platform),
                listener))
        .orElseGet(() -> Transport.plain(listener));
  }

  /**
   * Reads the files again, and ends the connections whose certificates are not good any more.
   *
   * @return what is in force now
   * @throws TlsFileException if a file cannot be used, or there is none; nothing changes then
   */
  synchronized List<CertificateFact> reload(Sessions sessions) throws TlsFileException {
    try {
      TlsContext inForce =
          context.orElseThrow(() ->
              new TlsFileException(
                  "tls-cert: the office was started without certificates, so there are none to"
                      + " read again"));
      inForce.reload();
      report();
      listener.on(new OfficeEvent.CertificatesReloaded(sessions.endThoseNotGood()));
      return inForce.facts();
    } catch (TlsFileException e) {
      listener.on(new OfficeEvent.CertificatesNotReloaded(String.valueOf(e.getMessage())));
      throw e;
    }
  }

  private void report() {
    context.map(TlsContext::facts).orElse(List.of()).stream()
        .map(Certificates::event)
        .forEach(listener::on);
  }

  private static OfficeEvent event(CertificateFact fact) {
    String use =
        switch (fact.kind()) {
          case OWN -> "propio";
          case AUTHORITY -> "autoridad";
          case REVOCATIONS -> REVOCATIONS;
        };
    return new OfficeEvent.CertificateInForce(
        use, fact.file(), fact.subject(), fact.identity(), fact.expiry());
  }
}
