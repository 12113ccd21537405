package org.bolillero.office;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.bolillero.lottery.Bet;
import org.bolillero.lottery.BetProblem;
import org.bolillero.storage.LogException;

/** What can happen in an office that somebody may want to watch: see {@link OfficeListener}. */
public sealed interface OfficeEvent {

  /**
   * The process has less room than a setting asks for.
   *
   * @param warning which setting, and what is expected instead
   */
  record SettingTooLarge(String warning) implements OfficeEvent {}

  /**
   * The log of a draw is open and was replayed.
   *
   * @param folder where it is
   * @param isNew whether no agency is in it
   * @param bets how many bets it holds
   */
  record LogOpened(Path folder, boolean isNew, long bets) implements OfficeEvent {}

  /**
   * Something about a log needs an operator's attention.
   *
   * @param message what it is
   */
  record LogWarning(String message) implements OfficeEvent {}

  /**
   * A log has failed: nothing becomes durable any more.
   *
   * @param why what has happened
   */
  record LogFailed(LogException why) implements OfficeEvent {}

  /**
   * Agencies can connect.
   *
   * @param port the TCP port
   */
  record Listening(int port) implements OfficeEvent {}

  /**
   * Bets that came together are durable, and about to be acknowledged.
   *
   * @param draw the draw
   * @param agency the agency
   * @param bets how many, repeats included
   */
  record BetsStored(int draw, int agency, long bets) implements OfficeEvent {}

  /**
   * A bet that came alone is durable. Follows {@link BetsStored}, which has counted it.
   *
   * @param draw the draw
   * @param agency the agency
   * @param bet the bet
   */
  record SingleBetStored(int draw, int agency, Bet bet) implements OfficeEvent {}

  /**
   * A batch breaks a rule and was not stored.
   *
   * @param draw the draw
   * @param agency the agency
   * @param bets how many bets it has
   * @param problem the first problem in it
   */
  record BatchRejected(int draw, int agency, int bets, BetProblem problem) implements OfficeEvent {}

  /**
   * An agency has said that these are all of its bets, perhaps not for the first time.
   *
   * @param draw the draw
   * @param total its bets
   * @param progress how many agencies have finished, this one included
   */
  record AgencyFinished(int draw, DrawEvent.AgencyTotal total, DrawAnswer.Progress progress)
      implements OfficeEvent {}

  /**
   * The bets of a draw are sealed.
   *
   * @param draw the draw
   */
  record DrawSealed(int draw) implements OfficeEvent {}

  /**
   * A draw was held and recorded, which happens once.
   *
   * @param draw the draw
   * @param winners how many have won
   */
  record DrawHeld(int draw, long winners) implements OfficeEvent {}

  /**
   * A draw is due and cannot be held.
   *
   * @param draw the draw
   * @param why what has happened
   */
  record DrawFailed(int draw, Throwable why) implements OfficeEvent {}

  /**
   * Every agency of a draw has had its winners since the office was started.
   *
   * @param draw the draw
   */
  record WinnersDelivered(int draw) implements OfficeEvent {}

  /**
   * A connection is ended with an error.
   *
   * @param address where it came from
   * @param agency the agency, or 0 if it has not said which
   * @param code the name of the error
   * @param text what the agency is told
   */
  record ConnectionRefused(String address, int agency, String code, String text)
      implements OfficeEvent {}

  /**
   * A connection is cut because the agency does not take its answers.
   *
   * @param address where it came from
   */
  record ConnectionStuck(String address) implements OfficeEvent {}

  /**
   * A connection broke, which happens every day.
   *
   * @param address where it came from
   * @param why what has happened
   */
  record ConnectionBroken(String address, Exception why) implements OfficeEvent {}

  /**
   * A connection could not be accepted.
   *
   * @param reason what the system says
   */
  record ConnectionNotAccepted(String reason) implements OfficeEvent {}

  /**
   * A defect in the program has ended a connection.
   *
   * @param thread the name of its thread
   * @param why the defect
   */
  record ConnectionDefect(String thread, RuntimeException why) implements OfficeEvent {}

  /** Some time has passed: comes about twice a second while the office runs. */
  record TimePassed() implements OfficeEvent {}

  /**
   * The office cannot go on, for a reason that is neither a log nor a draw.
   *
   * @param why what has happened
   */
  record OfficeFailed(Throwable why) implements OfficeEvent {}

  /**
   * Agencies cannot connect any more.
   *
   * @param problem what went wrong with closing, if anything did
   */
  record ListenerClosed(Optional<IOException> problem) implements OfficeEvent {}

  /**
   * All connections are closed.
   *
   * @param cutOff how many of them had not ended in time
   */
  record SessionsClosed(int cutOff) implements OfficeEvent {}

  /**
   * No draw is being held any more.
   *
   * @param ended false if one was given up
   */
  record DrawsClosed(boolean ended) implements OfficeEvent {}

  /** The logs are closed. */
  record LogClosed() implements OfficeEvent {}
}
