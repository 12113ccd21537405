package org.bolillero.pki;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.x509.CRLNumber;
import org.bouncycastle.asn1.x509.CRLReason;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.X509CRLHolder;
import org.bouncycastle.cert.X509v2CRLBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CRLConverter;
import org.bouncycastle.cert.jcajce.JcaX509CRLHolder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v2CRLBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;

/** Puts an authority's lists of revocations together and signs them. */
record RevocationMaker(Authority authority) {
  /** All that an earlier list names, if there is one, and these. */
  X509CRL list(@Nullable X509CRL before, List<X509Certificate> more, Clock clock) {
    X509Certificate issuer = authority.certificate();
    Date from = Date.from(Validity.days(0, clock).from());
    Date now = Date.from(clock.instant());
    try {
      X509v2CRLBuilder list = new JcaX509v2CRLBuilder(issuer, from);
      list.setNextUpdate(Date.from(authority.end()));
      BigInteger number = BigInteger.ONE;
      if (before != null) {
        X509CRLHolder old = new JcaX509CRLHolder(before);
        list.addCRL(old);
        number = number(old).add(BigInteger.ONE);
      }
      for (X509Certificate each : more) {
        // Why is not known, and "unspecified" is not to be said.
        list.addCRLEntry(each.getSerialNumber(), now, CRLReason.unspecified);
      }
      list.addExtension(
          Extension.authorityKeyIdentifier,
          false,
          new JcaX509ExtensionUtils().createAuthorityKeyIdentifier(issuer.getPublicKey()));
      list.addExtension(Extension.cRLNumber, false, new CRLNumber(number));
      var signer =
          new JcaContentSignerBuilder(Keys.signature(authority.key())).build(authority.key());
      return new JcaX509CRLConverter().getCRL(list.build(signer));
    } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
      throw new IllegalStateException("a list of revocations could not be made", e);
    }
  }

  private static BigInteger number(X509CRLHolder list) {
    Extension number = list.getExtension(Extension.cRLNumber);
    return number == null
        ? BigInteger.ZERO
        : ASN1Integer.getInstance(number.getParsedValue()).getPositiveValue();
  }
}
