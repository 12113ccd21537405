package org.bolillero.tls;

import java.security.cert.X509Certificate;

/**
 * Whom a certificate speaks for. It is exactly one URI among the subject alternative names, {@code
 * urn:bolillero:agency:5}, {@code urn:bolillero:official:ana} or {@code
 * urn:bolillero:witness:NAME}. A common name never counts.
 */
public sealed interface Identity {
  /**
   * An agency.
   *
   * @param number its number, 1 to 2,147,483,647
   */
  record Agency(int number) implements Identity {
    /** Checks the number. */
    public Agency {
      if (number < 1) {
        throw new IllegalArgumentException("expected an agency from 1, found " + number);
      }
    }

    @Override
    public String toString() {
      return IdentityUris.AGENCY + number;
    }
  }

  /**
   * An official of the office.
   *
   * @param name the name, in small letters; 1 to 64 letters, digits, dots, hyphens and underscores
   */
  record Official(String name) implements Identity {
    /** Checks the name. */
    public Official {
      IdentityUris.checkName(name);
    }

    @Override
    public String toString() {
      return IdentityUris.OFFICIAL + name;
    }
  }

  /**
   * A witness of draws.
   *
   * @param name the name, in small letters; 1 to 64 letters, digits, dots, hyphens and underscores
   */
  record Witness(String name) implements Identity {
    /** Checks the name. */
    public Witness {
      IdentityUris.checkName(name);
    }

    @Override
    public String toString() {
      return IdentityUris.WITNESS + name;
    }
  }

  /**
   * Reads whom a certificate speaks for. Whether the certificate can be trusted is another
   * question.
   *
   * @param certificate the certificate
   * @return the one identity that is in it
   * @throws IdentityException if there is none, more than one, or one that is not as above
   */
  static Identity of(X509Certificate certificate) throws IdentityException {
    return IdentityUris.read(certificate);
  }

  /**
   * {@return whether a certificate speaks for nobody, such as that of a program which only watches}
   *
   * @param certificate the certificate
   */
  static boolean isNobodys(X509Certificate certificate) {
    return IdentityUris.isNone(certificate);
  }
}
