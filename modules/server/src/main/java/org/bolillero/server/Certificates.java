package org.bolillero.server;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bolillero.office.OfficeEvent;
import org.bolillero.office.OfficeListener;
import org.bolillero.tls.CertificateFact;
import org.bolillero.tls.TlsContext;
import org.bolillero.tls.TlsFileException;

/** The certificates of an office, if it has any, and how they are read again. Thread-safe. */
final class Certificates {
  /** Somebody has to notice the line, make a certificate and bring it to its machine. */
  private static final Duration CERTIFICATE_DUE = Duration.ofDays(30);

  /** Lists are made anew more often, mostly by a program. */
  private static final Duration LIST_DUE = Duration.ofDays(2);

  /** How often it is said what is due. */
  private static final Duration REMINDER = Duration.ofDays(1);

  private final Optional<TlsContext> context;
  private final InstantSource clock;
  private final OfficeListener listener;

  /** When it was said the last time what is due. */
  private volatile Instant saidAt = Instant.MIN;

  private Certificates(Optional<TlsContext> context, InstantSource clock, OfficeListener listener) {
    this.context = context;
    this.clock = clock;
    this.listener = listener;
  }

  /** Reads those that the settings name. */
  static Certificates read(OfficeSettings settings, InstantSource clock, OfficeListener listener)
      throws TlsFileException {
    Optional<TlsContext> context =
        settings.tls().files().isPresent()
            ? Optional.of(TlsContext.ofOffice(settings.tls().files().get()))
            : Optional.empty();
    var certificates = new Certificates(context, clock, listener);
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

  /** How agencies are connected. At most half of the processors compute for handshakes. */
  Transport transport(OfficeLimits limits, Timeouts timeouts, Platform platform) {
    int processors = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    return context
        .<Transport>map(inForce ->
            new TlsTransport(
                inForce,
                new Handshakes(limits.handshakes(), processors, timeouts.handshake(), platform),
                this::remind,
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
    facts().forEach(listener::on);
    saidAt = clock.instant();
  }

  /** Says once a day what is due. Called by one thread again and again. */
  private void remind() {
    if (saidAt.plus(REMINDER).isBefore(clock.instant())) {
      facts().filter(OfficeEvent.CertificateInForce::isDue).forEach(listener::on);
      saidAt = clock.instant();
    }
  }

  private Stream<OfficeEvent.CertificateInForce> facts() {
    return context.map(TlsContext::facts).orElse(List.of()).stream().map(this::event);
  }

  private OfficeEvent.CertificateInForce event(CertificateFact fact) {
    String use =
        switch (fact.kind()) {
          case OWN -> "propio";
          case AUTHORITY -> "autoridad";
          case REVOCATIONS -> "revocaciones";
        };
    Duration due = fact.kind() == CertificateFact.Kind.REVOCATIONS ? LIST_DUE : CERTIFICATE_DUE;
    return new OfficeEvent.CertificateInForce(
        use,
        fact.file(),
        fact.subject(),
        fact.identity(),
        fact.expiry(),
        fact.expiry().minus(due).isBefore(clock.instant()));
  }
}
