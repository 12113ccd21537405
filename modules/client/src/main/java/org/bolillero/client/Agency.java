package org.bolillero.client;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.function.LongConsumer;
import org.bolillero.lottery.Bet;

/**
 * An agency: brings its bets to the office and asks who has won.
 *
 * <p>One thread works, and comes to an end either with all done or with an {@link AgencyException}.
 * Any other thread may {@link #close} it, which ends that work at once. Whatever way it has ended,
 * an agency that is run again with the same file goes on where the office's bets end.
 */
public final class Agency implements AutoCloseable {
  private final AgencySettings settings;
  private final OfficeLink link;

  /**
   * Makes an agency, which does not connect yet.
   *
   * @param settings what it has to know
   */
  public Agency(AgencySettings settings) {
    this(settings, new OfficeLink(settings));
  }

  Agency(AgencySettings settings, OfficeLink link) {
    this.settings = settings;
    this.link = link;
  }

  /**
   * Delivers all bets of a file and asks for the winners. When this returns, the office has every
   * bet of the file exactly once and in order, and knows that these are all.
   *
   * <p>The file is CSV without a header: first name, last name, document, date of birth as {@code
   * YYYY-MM-DD}, number. Text is UTF-8, with or without a byte order mark; lines end with LF or CR
   * LF; fields may stand in double quotes; empty lines are skipped. A file of any size is read in
   * constant memory; it is read again to resume, so it must not change, and one that becomes longer
   * or shorter meanwhile is not delivered to its end.
   *
   * @param file where the bets are
   * @param expected what is known of the file beforehand
   * @param bytesRead is told again and again how many bytes of the file have been read, by the
   *     calling thread; goes back to where it was when a connection is lost
   * @param winners where the winners go
   * @return that all winners were added to {@code winners}, or, if the agency does not wait for the
   *     draw, perhaps how far it is
   * @throws BetFileException if the file cannot be read, has a bad row, or is not as it was
   *     expected to be; all batches before that of the row are delivered then, and the agency has
   *     not finished
   * @throws AgencyException if the office cannot be reached or refuses, or if this was closed
   */
  public DrawStatus submit(
      Path file, FileExpectations expected, LongConsumer bytesRead, WinnersTarget winners)
      throws AgencyException {
    BetFile bets = BetFile.find(file, expected, today());
    Delivery delivery = new Delivery(bets, settings, link, bytesRead);
    return link.converse((connection, welcome) -> {
      long count = delivery.over(connection, welcome);
      return askWinners(connection, count, winners);
    });
  }

  /**
   * Adds one bet after those that the office has, without finishing. When this returns, the office
   * has it.
   *
   * @param bet the bet
   * @throws AgencyException if the bet breaks a rule, if the office cannot be reached or refuses,
   *     if this was closed, or if the connection was lost in a way that does not tell whether the
   *     bet was stored; the message says which
   */
  public void submit(Bet bet) throws AgencyException {
    new SingleBet(bet, settings.agency(), today()).submit(link);
  }

  /** Ends what another thread does here. It may be called again, and before anything has begun. */
  @Override
  public void close() {
    link.close();
  }

  private DrawStatus askWinners(Connection connection, long bets, WinnersTarget winners)
      throws IOException, AgencyException {
    long start = System.nanoTime();
    try {
      return new WinnersRequest(connection, bets, winners)
          .ask(settings.isWaiting(), settings.answerTimeout());
    } catch (IOException e) {
      // The wait for the draw may take days and many connections. One that lasted was no failure.
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
