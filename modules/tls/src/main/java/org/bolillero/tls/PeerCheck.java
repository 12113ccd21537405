package org.bolillero.tls;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;

/** Checks the other end's certificates once more when a handshake is over. */
interface PeerCheck {
  void check(List<X509Certificate> chain) throws CertificateException;
}
