package org.bolillero.office;

/** The payload of an entry is not what its kind says. */
final class MalformedEventException extends Exception {
  private static final long serialVersionUID = 1;

  MalformedEventException(String message) {
    super(message);
  }
}
