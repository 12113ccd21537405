package org.bolillero.pki;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Puts certificates together, field by field, and signs them with an authority's key. */
record CertificateMaker(PrivateKey authoritysKey) {
  private static final List<ASN1ObjectIdentifier> KEPT =
      List.of(
          Extension.basicConstraints,
          Extension.keyUsage,
          Extension.extendedKeyUsage,
          Extension.subjectAlternativeName,
          Extension.subjectKeyIdentifier);

  /** What an unforeseeable failure of making one is: there is no bad input here. */
  private interface Step {
    void run() throws IOException, GeneralSecurityException;
  }

  X509Certificate authority(String subject, PublicKey key, Validity validity) {
    var made = builder(new X500Principal(subject), new X500Principal(subject), key, validity);
    // It issues to offices, agencies and officials, and to no authority below it.
    add(made, Extension.basicConstraints, true, new BasicConstraints(0));
    add(made, Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
    addKeyIdentifier(made, key);
    return sign(made);
  }

  X509Certificate holder(X509Certificate issuer, Holder holder, PublicKey key, Validity validity) {
    var made =
        builder(
            issuer.getSubjectX500Principal(), new X500Principal(holder.subject()), key, validity);
    KeyPurposeId purpose =
        holder.isOffice() ? KeyPurposeId.id_kp_serverAuth : KeyPurposeId.id_kp_clientAuth;
    add(made, Extension.basicConstraints, true, new BasicConstraints(false));
    add(made, Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
    add(made, Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purpose));
    if (holder.isOffice() || holder.identity().isPresent()) {
      add(made, Extension.subjectAlternativeName, false, names(holder));
    }
    addKeyIdentifier(made, key);
    addIssuersKeyIdentifier(made, issuer);
    return sign(made);
  }

  /** The same subject, key, names and uses, with another number and for another time. */
  X509Certificate again(X509Certificate issuer, X509Certificate old, Validity validity) {
    X509v3CertificateBuilder made =
        builder(
            issuer.getSubjectX500Principal(),
            old.getSubjectX500Principal(),
            old.getPublicKey(),
            validity);
    certain(() -> {
      var holder = new JcaX509CertificateHolder(old);
      for (ASN1ObjectIdentifier each : KEPT) {
        Extension extension = holder.getExtension(each);
        if (extension != null) {
          made.addExtension(extension);
        }
      }
    });
    if (!old.equals(issuer)) {
      addIssuersKeyIdentifier(made, issuer);
    }
    return sign(made);
  }

  private static X509v3CertificateBuilder builder(
      X500Principal issuer, X500Principal subject, PublicKey key, Validity validity) {
    return new JcaX509v3CertificateBuilder(
        issuer,
        Authority.serial(),
        Date.from(validity.from()),
        Date.from(validity.until()),
        subject,
        key);
  }

  private static GeneralNames names(Holder holder) {
    List<GeneralName> names = new ArrayList<>();
    holder
        .identity()
        .ifPresent(uri -> names.add(new GeneralName(GeneralName.uniformResourceIdentifier, uri)));
    for (String name : holder.names()) {
      boolean isAddress = OfficeNames.isAddress(name);
      names.add(new GeneralName(isAddress ? GeneralName.iPAddress : GeneralName.dNSName, name));
    }
    return new GeneralNames(names.toArray(new GeneralName[0]));
  }

  private static void addKeyIdentifier(X509v3CertificateBuilder made, PublicKey key) {
    certain(() ->
        made.addExtension(
            Extension.subjectKeyIdentifier,
            false,
            new JcaX509ExtensionUtils().createSubjectKeyIdentifier(key)));
  }

  private static void addIssuersKeyIdentifier(
      X509v3CertificateBuilder made, X509Certificate issuer) {
    certain(() ->
        made.addExtension(
            Extension.authorityKeyIdentifier,
            false,
            new JcaX509ExtensionUtils().createAuthorityKeyIdentifier(issuer.getPublicKey())));
  }

  private static void add(
      X509v3CertificateBuilder made,
      ASN1ObjectIdentifier type,
      boolean isCritical,
      ASN1Encodable value) {
    certain(() -> made.addExtension(type, isCritical, value));
  }

  private X509Certificate sign(X509v3CertificateBuilder made) {
    try {
      var signer = new JcaContentSignerBuilder(Keys.signature(authoritysKey)).build(authoritysKey);
      return new JcaX509CertificateConverter().getCertificate(made.build(signer));
    } catch (OperatorCreationException | GeneralSecurityException e) {
      throw new IllegalStateException("a certificate could not be made", e);
    }
  }

  private static void certain(Step step) {
    try {
      step.run();
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException("a certificate could not be made", e);
    }
  }
}
