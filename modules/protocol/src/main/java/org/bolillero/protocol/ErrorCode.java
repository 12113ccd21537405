package org.bolillero.protocol;

import java.util.Arrays;
import java.util.Optional;

/**
 * Why the office closes a connection. The code decides what an agency does next: come back later,
 * or stop because a person has to look.
 */
public enum ErrorCode {
  /** Bytes that are no message, a message that is too large, or one that does not belong here. */
  MALFORMED(1, false),
  /** The office does not speak this version of the protocol. */
  UNSUPPORTED_VERSION(2, false),
  /** The office holds another draw. */
  WRONG_DRAW(3, false),
  /** The draw does not expect this agency. */
  UNKNOWN_AGENCY(4, false),
  /** A batch does not start where the stored and queued bets end. */
  OUT_OF_ORDER(5, false),
  /** The agency has finished; it cannot add bets. */
  ALREADY_FINISHED(6, false),
  /** Total or digest of a FINISH are not those of the bets that the office has. */
  TOTALS_DIFFER(7, false),
  /** The agency has opened another connection. */
  SUPERSEDED(8, false),
  /** Too many connections; come back later. */
  BUSY(9, true),
  /** Nothing, or not enough, came for too long; come back when there is something to say. */
  TIMEOUT(10, true),
  /** The office is stopping; come back when it is up again. */
  SHUTTING_DOWN(11, true),
  /** The office can no longer store bets; come back when it has been repaired. */
  UNAVAILABLE(12, true),
  /** Winners were asked for before the agency had finished. */
  NOT_FINISHED(13, false);

  private final int code;
  private final boolean retryable;

  ErrorCode(int code, boolean retryable) {
    this.code = code;
    this.retryable = retryable;
  }

  /** {@return the code on the wire, 1 to 65535} */
  public int code() {
    return code;
  }

  /** {@return whether the agency should come back; otherwise a person has to look first} */
  public boolean isRetryable() {
    return retryable;
  }

  static Optional<ErrorCode> ofCode(int code) {
    return Arrays.stream(values()).filter(each -> each.code == code).findFirst();
  }
}
