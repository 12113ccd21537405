package org.bolillero.lottery;

/** Bytes are not a batch of bets: they cannot be parsed, so no single bet can be blamed. */
public final class MalformedBatchException extends Exception {
  private static final long serialVersionUID = 1;

  MalformedBatchException(String message) {
    super(message);
  }
}
