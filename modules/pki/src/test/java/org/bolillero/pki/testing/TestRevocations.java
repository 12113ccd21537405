package org.bolillero.pki.testing;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import org.bouncycastle.asn1.x509.CRLNumber;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v2CRLBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Makes the lists of revocations of a {@link TestAuthority}. */
record TestRevocations(X509Certificate issuer, PrivateKey key, String signature) {
  byte[] list(Instant from, Instant until, Map<X509Certificate, Instant> revoked) {
    try {
      var list = new JcaX509v2CRLBuilder(issuer, Date.from(from)).setNextUpdate(Date.from(until));
      revoked.forEach((certificate, when) ->
          list.addCRLEntry(
              certificate.getSerialNumber(), Date.from(when), CRLReason.keyCompromise));
      list.addExtension(
          Extension.authorityKeyIdentifier,
          false,
          new JcaX509ExtensionUtils().createAuthorityKeyIdentifier(issuer));
      list.addExtension(Extension.cRLNumber, false, new CRLNumber(BigInteger.ONE));
      return list.build(new JcaContentSignerBuilder(signature).build(key)).getEncoded();
    } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
