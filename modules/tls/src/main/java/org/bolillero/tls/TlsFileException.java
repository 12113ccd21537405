package org.bolillero.tls;

import java.io.Serial;

/** Thrown when a file of certificates, a key or a revocation list cannot be used. */
public class TlsFileException extends Exception {
  @Serial private static final long serialVersionUID = 1;

  /**
   * Says what is wrong with a file.
   *
   * @param message the file, what was expected and what was found, in one line for a user
   */
  public TlsFileException(String message) {
    super(message);
  }

  /**
   * Says what is wrong with a file, and where that came up.
   *
   * @param message the file, what was expected and what was found, in one line for a user
   * @param cause where that came up
   */
  public TlsFileException(String message, Throwable cause) {
    super(message, cause);
  }
}
