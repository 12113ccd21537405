package org.bolillero.pki.testing;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.jspecify.annotations.Nullable;

/**
 * A certificate that a {@link TestAuthority} is to make, as good or as wrong as a test wants it.
 */
public final class WantedCertificate {
  private static final Duration DAY = Duration.ofDays(1);
  private static final int SERIAL_BITS = 127;

  private final @Nullable TestAuthority authority;
  private final List<GeneralName> names = new ArrayList<>();
  private final List<KeyPurposeId> purposes = new ArrayList<>();
  private String subject;
  private KeyKind kind = KeyKind.EC_P256;
  private @Nullable KeyPair given;
  private Instant from = Instant.now().minus(DAY);
  private Instant until = Instant.now().plus(DAY.multipliedBy(30));
  private int keyUsage = KeyUsage.digitalSignature;
  private boolean isAuthority;
  private boolean isSelfSigned;
  private boolean isWeaklySigned;
  private boolean isForged;

  WantedCertificate(@Nullable TestAuthority authority, String commonName) {
    this.authority = authority;
    this.subject = "CN=" + commonName;
  }

  /** Gives it a whole subject, such as {@code CN=agency 5, O=Somebody}. */
  public WantedCertificate subject(String distinguishedName) {
    subject = distinguishedName;
    return this;
  }

  /** Adds an identity, also a second one, or one of any other kind. */
  public WantedCertificate uri(String uri) {
    names.add(new GeneralName(GeneralName.uniformResourceIdentifier, uri));
    return this;
  }

  /** Adds a name or an address of a machine. */
  public WantedCertificate name(String nameOrAddress) {
    boolean isAddress = nameOrAddress.matches("[0-9.]+|.*:.*");
    names.add(
        new GeneralName(isAddress ? GeneralName.iPAddress : GeneralName.dNSName, nameOrAddress));
    return this;
  }

  /** Takes away all identities, names and addresses. */
  public WantedCertificate withoutNames() {
    names.clear();
    return this;
  }

  /** Has it be good for a client; together with {@link #forServer} for both. */
  public WantedCertificate forClient() {
    purposes.add(KeyPurposeId.id_kp_clientAuth);
    return this;
  }

  /** Has it be good for a server; together with {@link #forClient} for both. */
  public WantedCertificate forServer() {
    purposes.add(KeyPurposeId.id_kp_serverAuth);
    return this;
  }

  /** Has it be good for signing programs and for nothing else. */
  public WantedCertificate forOtherUse() {
    purposes.clear();
    purposes.add(KeyPurposeId.id_kp_codeSigning);
    return this;
  }

  /** Takes away what it may be used for, the extension as a whole. */
  public WantedCertificate withoutPurpose() {
    purposes.clear();
    return this;
  }

  /** Has its key be allowed to encrypt keys, but not to sign, as TLS wants it. */
  public WantedCertificate withoutSigning() {
    keyUsage = KeyUsage.keyEncipherment;
    return this;
  }

  public WantedCertificate key(KeyKind other) {
    kind = other;
    return this;
  }

  /** Has it be one of keys that exist, so that a test can have thousands of certificates soon. */
  public WantedCertificate keys(KeyPair existing) {
    given = existing;
    return this;
  }

  public WantedCertificate valid(Instant first, Instant last) {
    from = first;
    until = last;
    return this;
  }

  /** Has it have ended an hour ago. */
  public WantedCertificate expired() {
    return valid(Instant.now().minus(DAY), Instant.now().minus(Duration.ofHours(1)));
  }

  /** Has it begin in an hour. */
  public WantedCertificate notYetValid() {
    return valid(Instant.now().plus(Duration.ofHours(1)), Instant.now().plus(DAY));
  }

  /** Signs it with its own key instead of the authority's. */
  public WantedCertificate selfSigned() {
    isSelfSigned = true;
    return this;
  }

  /** Signs it with SHA-1. */
  public WantedCertificate weaklySigned() {
    isWeaklySigned = true;
    return this;
  }

  /** Signs it in the authority's name, but with another key. */
  public WantedCertificate forged() {
    isForged = true;
    return this;
  }

  /** Makes it that of an authority. */
  public WantedCertificate asAuthority() {
    isAuthority = true;
    keyUsage = KeyUsage.keyCertSign | KeyUsage.cRLSign;
    return this;
  }

  KeyKind kind() {
    return kind;
  }

  /** Makes it, with a new key unless there is one, and a random serial number. */
  public TestCertificate issue() {
    KeyPair keys = given == null ? kind.generate() : given;
    try {
      boolean isOwn = authority == null || isSelfSigned;
      KeyKind signer = authority == null || isOwn ? kind : authority.kind();
      KeyPair signing = authority == null || isOwn ? keys : authority.keys();
      PrivateKey key = isForged ? signer.generate().getPrivate() : signing.getPrivate();
      String algorithm = isWeaklySigned ? signer.weakSignature() : signer.signature();
      X509Certificate made =
          new JcaX509CertificateConverter()
              .getCertificate(
                  unsigned(keys, signing).build(new JcaContentSignerBuilder(algorithm).build(key)));
      List<X509Certificate> chain = new ArrayList<>(List.of(made));
      if (authority != null && !isOwn) {
        chain.addAll(authority.intermediates());
      }
      return new TestCertificate(List.copyOf(chain), keys);
    } catch (GeneralSecurityException | OperatorCreationException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private JcaX509v3CertificateBuilder unsigned(KeyPair keys, KeyPair signing)
      throws GeneralSecurityException, IOException {
    X500Principal own = new X500Principal(subject);
    X500Principal issuer =
        authority == null || isSelfSigned ? own : authority.certificate().getSubjectX500Principal();
    BigInteger serial = new BigInteger(SERIAL_BITS, new SecureRandom()).add(BigInteger.ONE);
    var made =
        new JcaX509v3CertificateBuilder(
            issuer, serial, Date.from(from), Date.from(until), own, keys.getPublic());
    var extensions = new JcaX509ExtensionUtils();
    made.addExtension(Extension.basicConstraints, true, new BasicConstraints(isAuthority));
    made.addExtension(Extension.keyUsage, true, new KeyUsage(keyUsage));
    made.addExtension(
        Extension.subjectKeyIdentifier,
        false,
        extensions.createSubjectKeyIdentifier(keys.getPublic()));
    made.addExtension(
        Extension.authorityKeyIdentifier,
        false,
        extensions.createAuthorityKeyIdentifier(signing.getPublic()));
    if (!purposes.isEmpty()) {
      made.addExtension(
          Extension.extendedKeyUsage,
          false,
          new ExtendedKeyUsage(purposes.toArray(new KeyPurposeId[0])));
    }
    if (!names.isEmpty()) {
      made.addExtension(
          Extension.subjectAlternativeName,
          false,
          new GeneralNames(names.toArray(new GeneralName[0])));
    }
    return made;
  }
}
