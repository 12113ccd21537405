package org.bolillero.admin;

import static java.util.Objects.requireNonNullElse;

import java.security.cert.CertificateException;
import java.util.Optional;
import org.bolillero.office.Decision;
import org.bolillero.office.DecisionException;
import org.bolillero.tls.Identity;
import org.bolillero.tls.IdentityException;
import org.bolillero.tls.TlsContext;

/**
 * Officials may decide, witnesses may look, whose certificate speaks for nobody may watch, and
 * agencies may do nothing. Each request is checked by the authorities and the revocations that are
 * in force then: a connection may have been open for longer.
 */
final class CertificateAccess implements Access {
  private final TlsContext tls;

  CertificateAccess(TlsContext tls) {
    this.tls = tls;
  }

  @Override
  public void requireLook(HttpExchange exchange) throws RefusedRequestException {
    Identity identity = identity(exchange);
    if (identity instanceof Identity.Agency) {
      throw refused("expected the certificate of an official or a witness, found " + identity);
    }
  }

  @Override
  public void requireWatch(HttpExchange exchange) throws RefusedRequestException {
    requireGood(exchange);
    if (!Identity.isNobodys(exchange.peer().getFirst())) {
      requireLook(exchange);
    }
  }

  @Override
  public Optional<String> requireDecide(HttpExchange exchange) throws RefusedRequestException {
    Identity identity = identity(exchange);
    if (identity instanceof Identity.Official(String name)) {
      return Optional.of(checked(name));
    }
    throw refused("expected the certificate of an official, found " + identity);
  }

  /** The office's own name is nobody else's. */
  private static String checked(String name) throws RefusedRequestException {
    try {
      return Decision.checkName(name);
    } catch (DecisionException e) {
      throw refused("the certificate's official: " + e.getMessage());
    }
  }

  private void requireGood(HttpExchange exchange) throws RefusedRequestException {
    try {
      tls.check(exchange.peer());
    } catch (CertificateException e) {
      throw refused(requireNonNullElse(e.getMessage(), e.toString()));
    }
  }

  private Identity identity(HttpExchange exchange) throws RefusedRequestException {
    requireGood(exchange);
    try {
      return Identity.of(exchange.peer().getFirst());
    } catch (IdentityException e) {
      throw refused(requireNonNullElse(e.getMessage(), e.toString()));
    }
  }

  private static RefusedRequestException refused(String why) {
    return new RefusedRequestException(RefusedRequestException.FORBIDDEN, why);
  }

  @Override
  public void close() {}
}
