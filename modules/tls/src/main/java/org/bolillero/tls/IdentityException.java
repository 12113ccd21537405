package org.bolillero.tls;

import java.io.Serial;

/** Thrown when a certificate does not say whom it speaks for. */
public class IdentityException extends Exception {
  @Serial private static final long serialVersionUID = 1;

  /**
   * Says what is wrong with the certificate.
   *
   * @param message what was expected and what was found, in one line
   */
  public IdentityException(String message) {
    super(message);
  }
}
