package org.bolillero.lottery;

/** Bytes are no batch of bets: they cannot be taken apart, so no single bet can be blamed. */
public final class MalformedBatchException extends Exception {
  private static final long serialVersionUID = 1;

  MalformedBatchException(String message) {
    super(message);
  }
}
