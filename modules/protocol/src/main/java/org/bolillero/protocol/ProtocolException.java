package org.bolillero.protocol;

/** The peer has sent what is no message; the connection cannot go on. */
public final class ProtocolException extends Exception {
  private static final long serialVersionUID = 1;

  /**
   * Says what was expected and what came.
   *
   * @param message a sentence for the peer's log
   */
  public ProtocolException(String message) {
    super(message);
  }
}
