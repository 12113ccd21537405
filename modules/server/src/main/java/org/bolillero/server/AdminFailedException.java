package org.bolillero.server;

import static java.util.Objects.requireNonNull;

import java.io.IOException;

/** The control interface cannot be opened; the cause says why. */
final class AdminFailedException extends IOException {
  private static final long serialVersionUID = 1;

  AdminFailedException(IOException cause) {
    super(cause);
  }

  IOException why() {
    return (IOException) requireNonNull(getCause());
  }
}
