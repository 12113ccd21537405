package org.bolillero.client;

import java.io.IOException;

/** The office has closed the connection for now and said why; it is there, but busy, say. */
final class PassingErrorException extends IOException {
  private static final long serialVersionUID = 1;

  PassingErrorException(String message) {
    super(message);
  }
}
