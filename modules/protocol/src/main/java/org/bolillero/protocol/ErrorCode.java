package org.bolillero.protocol;

import java.util.Arrays;
import java.util.Optional;

/**
 * Why the office closes a connection. The code decides what an agency does next: reconnect later,
 * or stop because a person has to act.
 */
public enum ErrorCode {
  /** Bytes that are not a message, a message that is too large, or one that is not allowed here. */
  MALFORMED(1, false),
  /** The office does not support this version of the protocol. */
  UNSUPPORTED_VERSION(2, false),
  /** The office holds another draw. */
  WRONG_DRAW(3, false),
  /** The draw does not expect this agency. */
  UNKNOWN_AGENCY(4, false),
  /** A batch does not begin where the stored and queued bets end. */
  OUT_OF_ORDER(5, false),
  /** The agency has finished and cannot add bets. */
  ALREADY_FINISHED(6, false),
  /** The total or digest of a FINISH differs from that of the bets that the office has. */
  TOTALS_DIFFER(7, false),
  /** The agency has opened another connection. */
  SUPERSEDED(8, false),
  /** Too many connections; reconnect later. */
  BUSY(9, true),
  /** No complete request arrived in time; reconnect when there is something to send. */
  TIMEOUT(10, true),
  /** The office is stopping; reconnect when it is up again. */
  SHUTTING_DOWN(11, true),
  /** The office can no longer store bets; reconnect when it has been repaired. */
  UNAVAILABLE(12, true),
  /** Winners were asked for before the agency had finished. */
  NOT_FINISHED(13, false),
  /** Sales are closed: bets that were not stored before do not count. */
  CLOSED(14, false),
  /** The agency's certificate does not say that it is this agency, or is no longer good. */
  FORBIDDEN(15, false);

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

  /** {@return whether the agency should reconnect; otherwise a person has to act first} */
  public boolean isRetryable() {
    return retryable;
  }

  static Optional<ErrorCode> ofCode(int code) {
    return Arrays.stream(values()).filter(each -> each.code == code).findFirst();
  }
}
