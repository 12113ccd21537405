package org.bolillero.client;

import java.io.IOException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.OptionalInt;
import java.util.function.LongConsumer;
import org.bolillero.console.CommandException;
import org.bolillero.lottery.Bet;
import org.bolillero.protocol.ErrorCode;

/**
 * An agency: delivers its bets to the office and asks for its winners.
 *
 * <p>One thread works until everything is done or a {@link CommandException} says what is not. Any
 * other thread may {@link #close} it, which ends that work at once. However it ended, an agency
 * that is run again with the same file continues where the office's bets end.
 */
public final class Agency implements AutoCloseable {
  private final AgencySettings settings;
  private final OfficeLink link;

  /**
   * Makes an agency, which is not connected yet.
   *
   * @param settings who it is, and where the office is, or those that may lead in turn
   * @throws CommandException if it has certificates to show, and a file of them cannot be used
   */
  public Agency(AgencySettings settings) throws CommandException {
    this(settings, new OfficeLink(settings));
  }

  Agency(AgencySettings settings, OfficeLink link) {
    this.settings = settings;
    this.link = link;
  }

  /**
   * Delivers all bets of a file and asks for the winners. When this returns, the office has every
   * bet of the file exactly once and in order, and knows that no more will follow.
   *
   * <p>The file is CSV without a header: first name, last name, document, date of birth as {@code
   * YYYY-MM-DD}, number. Text is UTF-8, with or without a byte order mark; lines end with LF or CR
   * LF; fields may be in double quotes; empty lines are skipped. A file of any size is read in
   * constant memory. It is read again to resume, so it must not change in the meantime.
   *
   * @param delivery where the bets are, what is known about them, and how to send them
   * @param bytesRead receives repeatedly, in the calling thread, how many bytes of the file have
   *     been read: fewer than before after a connection was lost
   * @param winners where the winners go
   * @return how many winners the agency has, all of them added to {@code winners}; empty if the
   *     draw has not been held and the agency does not wait for it
   * @throws BetFileException if the file cannot be read, has an invalid row, or is not as expected;
   *     the agency has then not finished, and all batches before that of the invalid row are
   *     delivered
   * @throws SalesClosedException if sales were closed before all bets were stored; those that were
   *     count, and the agency has finished with them
   * @throws CommandException if the office cannot be reached or refuses, if the winners cannot be
   *     stored, or if this was closed; its exit code says who has to act
   */
  public OptionalInt submit(
      DeliverySettings delivery, LongConsumer bytesRead, WinnersTarget winners)
      throws CommandException {
    return submit(delivery, bytesRead, winners, UncountedTarget.NONE);
  }

  /**
   * Does the same, and gives away the rows that are not in the draw if sales are closed before all
   * bets were stored.
   *
   * @param delivery where the bets are, what is known about them, and how to send them
   * @param bytesRead receives repeatedly how many bytes of the file have been read
   * @param winners where the winners go
   * @param uncounted where the rows go that are not in the draw
   * @return how many winners the agency has; empty if the draw has not been held and the agency
   *     does not wait for it
   * @throws SalesClosedException if sales were closed before all bets were stored
   * @throws CommandException as above, or if the rows cannot be stored
   */
  public OptionalInt submit(
      DeliverySettings delivery,
      LongConsumer bytesRead,
      WinnersTarget winners,
      UncountedTarget uncounted)
      throws CommandException {
    BetFile file =
        BetFile.find(
            delivery.file(), delivery.expectedBets(), delivery.mayLackLastLineEnd(), today());
    Delivery sending = new Delivery(file, delivery.batchMax(), settings, link, bytesRead);
    OptionalInt won;
    try {
      won =
          link.converse((connection, welcome) -> {
            long bets = sending.over(connection, welcome);
            return askWinners(connection, bets, delivery.isWaiting(), winners);
          });
    } catch (FinalErrorException e) {
      throw e.is(ErrorCode.CLOSED)
          ? new LateDelivery(file, settings, link, e).finish(winners, uncounted)
          : e;
    }
    uncounted.end();
    return won;
  }

  /**
   * Adds one bet after those that the office has, without finishing. When this returns, the office
   * has it.
   *
   * @param bet the bet
   * @throws CommandException if the bet breaks a rule, if the office cannot be reached or refuses,
   *     if this was closed, or if the connection was lost and it is not known whether the bet was
   *     stored; the message says which
   */
  public void submit(Bet bet) throws CommandException {
    new SingleBet(bet, settings.agency(), today()).submit(link);
  }

  /** Ends what another thread is doing here, or is going to do. It may be called repeatedly. */
  @Override
  public void close() {
    link.close();
  }

  private OptionalInt askWinners(
      Connection connection, long bets, boolean isWaiting, WinnersTarget winners)
      throws IOException, CommandException {
    long start = System.nanoTime();
    try {
      WinnersRequest request = new WinnersRequest(connection, bets, winners);
      Duration timeout = settings.answerTimeout();
      return isWaiting ? request.await(timeout, link.watch()) : request.ask(timeout);
    } catch (IOException e) {
      // The draw may be days and many connections away. A connection that lasted was no failure.
      if (Duration.ofNanos(System.nanoTime() - start).compareTo(Backoff.CEILING_MAX) > 0) {
        link.progress();
      }
      throw e;
    }
  }

  private static LocalDate today() {
    return LocalDate.now(ZoneId.systemDefault());
  }
}
