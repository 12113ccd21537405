package org.bolillero.protocol;

/** The peer has sent something that is not a message; the connection cannot continue. */
public final class ProtocolException extends Exception {
  private static final long serialVersionUID = 1;

  /**
   * Says what was expected and what was received.
   *
   * @param message a sentence for the peer's log
   */
  public ProtocolException(String message) {
    super(message);
  }
}
