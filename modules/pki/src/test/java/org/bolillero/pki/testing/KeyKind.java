package org.bolillero.pki.testing;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;

/** A kind of key, good or weak, and how an authority with such a key signs. */
public enum KeyKind {
  EC_P256("EC", "secp256r1", 256, "SHA256withECDSA"),
  EC_P384("EC", "secp384r1", 384, "SHA384withECDSA"),
  /** Too weak for today. */
  RSA_1024("RSA", "", 1024, "SHA256withRSA"),
  RSA_2048("RSA", "", 2048, "SHA256withRSA");

  private final String algorithm;
  private final String curve;
  private final int bits;
  private final String signature;

  KeyKind(String algorithm, String curve, int bits, String signature) {
    this.algorithm = algorithm;
    this.curve = curve;
    this.bits = bits;
    this.signature = signature;
  }

  /** How an authority with such a key signs, unless it is told otherwise. */
  String signature() {
    return signature;
  }

  /** A signature that nobody should trust any more. */
  String weakSignature() {
    return "SHA1with" + (algorithm.equals("EC") ? "ECDSA" : "RSA");
  }

  KeyPair generate() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
      if (curve.isEmpty()) {
        generator.initialize(bits);
      } else {
        generator.initialize(new ECGenParameterSpec(curve));
      }
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
