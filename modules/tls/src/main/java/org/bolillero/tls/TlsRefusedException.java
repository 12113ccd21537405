package org.bolillero.tls;

import java.io.Serial;

/**
 * Thrown when the other end says that it does not accept this end's certificate, or wants one.
 *
 * <p>A client hears that when it reads for the first time after the handshake, from an office that
 * has shown a good certificate itself: another connection would fare no better. Whatever is heard
 * in the handshake of a client may be of anybody.
 */
public final class TlsRefusedException extends TlsException {
  @Serial private static final long serialVersionUID = 1;

  TlsRefusedException(String message, Throwable cause) {
    super(message, cause);
  }
}
