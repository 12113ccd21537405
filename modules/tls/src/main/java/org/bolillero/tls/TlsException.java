package org.bolillero.tls;

import java.io.IOException;
import java.io.Serial;

/** Thrown when a connection ends because one side broke a rule of TLS, or its certificate did. */
public class TlsException extends IOException {
  @Serial private static final long serialVersionUID = 1;

  /**
   * Says what was wrong.
   *
   * @param message what was wrong with which certificate or message, in one line
   */
  public TlsException(String message) {
    super(message);
  }

  /**
   * Says what was wrong, and where that came up.
   *
   * @param message what was wrong with which certificate or message, in one line
   * @param cause where that came up
   */
  public TlsException(String message, Throwable cause) {
    super(message, cause);
  }
}
