/**
 * Encrypted connections whose both ends are known by their certificates.
 *
 * <p>Promises: a connection has two ends that have shown a certificate of the authority that the
 * other one trusts, good for what it is used for, in force and not revoked; whoever breaks a rule
 * of TLS ends only the own connection, in time, and makes nothing grow; what was wrong is said in
 * one line that names the certificate. It knows nothing of bets and draws.
 *
 * <p>Start reading at {@link org.bolillero.tls.TlsContext}, go on with {@link
 * org.bolillero.tls.TlsStream} and {@link org.bolillero.tls.Identity}. The page is {@code
 * docs/tls.md}.
 */
@org.jspecify.annotations.NullMarked
module org.bolillero.tls {
  requires static org.jspecify;

  exports org.bolillero.tls;
}
