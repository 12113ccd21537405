package org.bolillero.watch;

/** What can go wrong in an office, in the order of the parts of an office. */
public enum ProblemKind {
  /** The process has less room than a setting asks for. */
  SETTING,
  /** A log needs attention, as its disk is nearly full. */
  LOG_WARNING,
  /** A log has failed, and the office ends. */
  LOG_FAILED,
  /** A draw is due, and cannot be held. */
  DRAW_FAILED,
  /** The office cannot go on for another reason. */
  OFFICE_FAILED,
  /** A certificate, or a list of revoked ones, has to be replaced soon. */
  CERTIFICATE_DUE,
  /** Certificates could not be read again. */
  NOT_RELOADED,
  /** Officials cannot decide, as their token could not be written. */
  NO_TOKEN,
  /** A batch of bets breaks a rule. */
  BATCH_REJECTED,
  /** A connection was ended with an error. */
  CONNECTION_REFUSED,
  /** A connection was cut whose agency takes no answers. */
  CONNECTION_STUCK,
  /** A connection broke a rule of TLS, or has no good certificate. */
  CONNECTION_INSECURE,
  /** A connection could not be accepted. */
  CONNECTION_NOT_ACCEPTED,
  /** A defect in the program has ended a connection. */
  DEFECT
}
