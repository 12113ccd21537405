package org.bolillero.pki;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;

/** Makes keys: EC on the curve P-256. */
final class Keys {
  private Keys() {}

  static KeyPair generate() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has this curve", e);
    }
  }

  /** How a key signs. */
  static String signature(PrivateKey key) {
    return "SHA256with" + (key.getAlgorithm().equals("EC") ? "ECDSA" : key.getAlgorithm());
  }

  /** Whether what one signs is what the other confirms. */
  static boolean belongTogether(PrivateKey key, PublicKey publicKey) {
    byte[] anything = {1, 2, 3};
    try {
      Signature signature = Signature.getInstance(signature(key));
      signature.initSign(key);
      signature.update(anything);
      byte[] signed = signature.sign();
      signature.initVerify(publicKey);
      signature.update(anything);
      return signature.verify(signed);
    } catch (GeneralSecurityException _) {
      return false;
    }
  }
}
