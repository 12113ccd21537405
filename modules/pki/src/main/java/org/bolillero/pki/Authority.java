package org.bolillero.pki;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An authority: its certificate, and its key, with which it signs those of others. */
record Authority(X509Certificate certificate, PrivateKey key) {
  private static final int MARK_BYTES = 4;
  private static final int COMMON_NAME_MAX = 64;

  /** A new one. A mark in its name tells it from an earlier one of the same office. */
  static Authority make(String office, Validity validity) {
    byte[] random = new byte[MARK_BYTES];
    new SecureRandom().nextBytes(random);
    String mark = "authority " + HexFormat.of().formatHex(random);
    String name = mark + " of " + office;
    KeyPair keys = Keys.generate();
    X509Certificate certificate =
        new CertificateMaker(keys.getPrivate())
            .authority(
                "CN=" + (name.length() <= COMMON_NAME_MAX ? name : mark),
                keys.getPublic(),
                validity);
    return new Authority(certificate, keys.getPrivate());
  }

  /** A certificate for somebody who has none yet. */
  X509Certificate issue(Holder holder, PublicKey holdersKey, Validity validity) {
    return new CertificateMaker(key)
        .holder(certificate, holder, holdersKey, validity.within(end()));
  }

  /** The same certificate for the same key once more, for another time. */
  X509Certificate renew(X509Certificate old, Validity validity) {
    return new CertificateMaker(key).again(certificate, old, validity.within(end()));
  }

  /** This authority with a certificate for another time. All that it has issued stays good. */
  Authority renewed(Validity validity) {
    return new Authority(new CertificateMaker(key).again(certificate, certificate, validity), key);
  }

  /**
   * The list of what is revoked. It is good for as long as the authority is: it lies in a file that
   * nobody fetches anew, and a list that ends would only stop an office some day.
   */
  X509CRL revocations(@Nullable X509CRL before, Collection<X509Certificate> more, Clock clock) {
    return new RevocationMaker(this).list(before, List.copyOf(more), clock);
  }

  /** Whether it has issued this certificate. */
  boolean hasIssued(X509Certificate other) {
    try {
      other.verify(certificate.getPublicKey());
      return other.getIssuerX500Principal().equals(certificate.getSubjectX500Principal());
    } catch (GeneralSecurityException _) {
      return false;
    }
  }

  /** Until when it is good. */
  Instant end() {
    return certificate.getNotAfter().toInstant();
  }

  /** A random number that no other certificate has. */
  static BigInteger serial() {
    int bits = 126;
    return new BigInteger(bits, new SecureRandom()).setBit(bits);
  }
}
