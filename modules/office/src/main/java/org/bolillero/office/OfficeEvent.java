package org.bolillero.office;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.bolillero.lottery.Bet;
import org.bolillero.lottery.BetProblem;
import org.bolillero.storage.LogException;
import org.bolillero.storage.LogListener;
import org.bolillero.storage.SharedLogs;

/**
 * Something that happens in an office and that an {@link OfficeListener} may want to know.
 *
 * <p>{@code draw} and {@code agency} are numbers everywhere, and {@code address} is where a
 * connection came from.
 */
@SuppressWarnings("doclint:missing") // The other components are named for what they are.
public sealed interface OfficeEvent {

  /** The process has less room than a setting asks for; the warning says what is expected. */
  record SettingTooLarge(String warning) implements OfficeEvent {}

  /** The log of a draw is open and was replayed. It is new if no agency is in it. */
  record LogOpened(Path folder, boolean isNew, long bets) implements OfficeEvent {}

  /** Something about a log needs an operator's attention. */
  record LogWarning(String message) implements OfficeEvent {}

  /** A log has failed: nothing becomes durable any more. */
  record LogFailed(LogException why) implements OfficeEvent {}

  /** The log of a draw has made a group of entries durable, see {@link LogListener#groupForced}. */
  record LogGroupForced(long nanos, long bytes, int entries) implements OfficeEvent {}

  /**
   * A certificate, or a list of revoked ones, is in force: at the start, and each time that they
   * are read again; once a day as well if it is due, which is to say that it has to be replaced
   * soon. The use is the own one, an authority's or revocations.
   */
  record CertificateInForce(
      String use, Path file, String subject, String identity, Instant expiry, boolean isDue)
      implements OfficeEvent {}

  /**
   * Nothing is encrypted. Other machines can connect only if their network is said to be trusted.
   */
  record NotEncrypted(boolean isForOtherMachines) implements OfficeEvent {}

  /** Certificates were read again, and so many connections ended whose own are no longer good. */
  record CertificatesReloaded(int ended) implements OfficeEvent {}

  /** Certificates could not be read again, and those that were in force still are. */
  record CertificatesNotReloaded(String reason) implements OfficeEvent {}

  /** It is known which of the offices leads that share their logs. */
  record LeaderKnown(SharedLogs.Leadership leadership) implements OfficeEvent {}

  /** Agencies can connect to this TCP port. */
  record Listening(int port) implements OfficeEvent {}

  /** Officials can decide over this TCP port. */
  record AdminListening(int port) implements OfficeEvent {}

  /** Officials can look, but not decide, as their token could not be written. */
  record AdminTokenNotWritten(IOException why) implements OfficeEvent {}

  /** Bets that came together, repeats included, are durable and about to be acknowledged. */
  record BetsStored(int draw, int agency, long bets) implements OfficeEvent {}

  /** A bet that came alone is durable. Follows {@link BetsStored}, which has counted it. */
  record SingleBetStored(int draw, int agency, Bet bet) implements OfficeEvent {}

  /** A batch of so many bets breaks a rule and was not stored; this is its first problem. */
  record BatchRejected(int draw, int agency, int bets, BetProblem problem) implements OfficeEvent {}

  /** An agency has said that these are all of its bets, for the first time in this draw. */
  record AgencyFinished(int draw, DrawEvent.AgencyTotal total, DrawAnswer.Progress progress)
      implements OfficeEvent {}

  /** A step in the life of a draw is durable. */
  record DrawOnRecord(int draw, DrawEvent.OnRecord step) implements OfficeEvent {}

  /** A draw is due and cannot be held. */
  record DrawFailed(int draw, Throwable why) implements OfficeEvent {}

  /** Every agency of a draw has had its winners since the office was started. */
  record WinnersDelivered(int draw) implements OfficeEvent {}

  /**
   * A connection is ended with an error, of which the agency gets code and text. The agency is 0 if
   * it has not said which it is.
   */
  record ConnectionRefused(String address, int agency, String code, String text)
      implements OfficeEvent {}

  /** A connection is cut because the agency does not take its answers. */
  record ConnectionStuck(String address) implements OfficeEvent {}

  /** A connection broke, which happens every day. */
  record ConnectionBroken(String address, Exception why) implements OfficeEvent {}

  /** A connection ended because its other end broke a rule of TLS, or has no good certificate. */
  record ConnectionInsecure(String address, String reason) implements OfficeEvent {}

  /** A connection could not be accepted; the reason is the system's. */
  record ConnectionNotAccepted(String reason) implements OfficeEvent {}

  /** A defect in the program has ended the thread of a connection. */
  record ConnectionDefect(String thread, RuntimeException why) implements OfficeEvent {}

  /** Some time has passed: comes about twice a second while the office runs. */
  record TimePassed() implements OfficeEvent {}

  /** The office cannot go on, for a reason that is neither a log nor a draw. */
  record OfficeFailed(Throwable why) implements OfficeEvent {}

  /**
   * Officials cannot decide any more. A decision that had not ended in time was given up; the
   * problem is one with deleting their token.
   */
  record AdminClosed(boolean ended, Optional<IOException> problem) implements OfficeEvent {}

  /** Agencies cannot connect any more; the problem is one with closing. */
  record ListenerClosed(Optional<IOException> problem) implements OfficeEvent {}

  /** All connections are closed; those that had not ended in time were cut off. */
  record SessionsClosed(int cutOff) implements OfficeEvent {}

  /** No draw is being held any more. One that had not ended in time was given up. */
  record DrawsClosed(boolean ended) implements OfficeEvent {}

  /** The logs are closed. */
  record LogClosed() implements OfficeEvent {}
}
