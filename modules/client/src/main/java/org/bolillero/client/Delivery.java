package org.bolillero.client;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongConsumer;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.bolillero.console.CommandException;
import org.bolillero.console.ExitCode;
import org.bolillero.lottery.BetBatch;
import org.bolillero.protocol.ErrorCode;
import org.bolillero.protocol.Protocol;
import org.bolillero.protocol.Request;
import org.bolillero.protocol.Response;
import org.bolillero.protocol.Response.Stage;
import org.jspecify.annotations.Nullable;

/**
 * Sends the office the bets of a file that it does not have yet, and has it confirm that it has all
 * of them. May take several connections. Used by one thread.
 */
final class Delivery {
  private static final Logger LOGGER = LogManager.getLogger(Delivery.class);

  private final BetFile file;
  private final int batchMax;
  private final AgencySettings settings;
  private final OfficeLink link;
  private final LongConsumer bytesRead;

  /** All bets of the file, once the office has confirmed them; null before. */
  private Request.@Nullable Finish delivered;

  /** How many bets the office had at the start of the last connection; -1 before the first. */
  private long storedBefore = -1;

  /** The largest frame that this side sends, if the office accepts it. */
  private int frameBytesMax = Protocol.FRAME_BYTES_LIMIT;

  /** Prepares to deliver, and to report repeatedly how many bytes of the file have been read. */
  Delivery(
      BetFile file,
      int batchMax,
      AgencySettings settings,
      OfficeLink link,
      LongConsumer bytesRead) {
    this.file = file;
    this.batchMax = batchMax;
    this.settings = settings;
    this.link = link;
    this.bytesRead = bytesRead;
  }

  /**
   * Delivers over a connection what has not been delivered yet. When this returns, the office has
   * all bets and knows that no more will follow.
   *
   * @return how many there are
   * @throws IOException if the connection was lost and another one should be tried
   * @throws CommandException if the file cannot be delivered
   */
  long over(Connection connection, Response.Welcome welcome)
      throws IOException, CommandException, InterruptedException {
    if (isDelivered(welcome)) {
      return welcome.stored();
    }
    if (welcome.stored() == storedBefore) {
      // Nothing has arrived. A slow or unreliable line may be able to carry smaller batches.
      frameBytesMax = Protocol.FRAME_BYTES_DEFAULT;
    }
    storedBefore = welcome.stored();
    int frameBytes = Math.min(frameBytesMax, welcome.frameBytesMax());
    try (BetFileReader reader = file.open(batchMax, frameBytes)) {
      skipStored(reader, welcome);
      if (welcome.stage() == Stage.OPEN) {
        sendRest(reader, connection);
      } else {
        requireNoMore(reader, connection);
      }
      delivered = finishOf(reader);
      return reader.index();
    } catch (RejectedBetException e) {
      throw BetFileException.ofLine(file.path(), file.lineOf(e.index()), e.problem());
    }
  }

  private boolean isDelivered(Response.Welcome welcome) {
    return welcome.stage() != Stage.OPEN
        && new Request.Finish(welcome.stored(), welcome.digest()).equals(delivered);
  }

  private static Request.Finish finishOf(BetFileReader reader) {
    return new Request.Finish(reader.index(), reader.digest());
  }

  /** Skips the bets that the office has, and checks that they are the same. */
  private void skipStored(BetFileReader reader, Response.Welcome welcome) throws CommandException {
    long stored = welcome.stored();
    while (reader.index() < stored) {
      link.requireOpen();
      if (reader.next(stored - reader.index()).isEmpty()) {
        throw anotherFile("it has " + reader.index() + " bets, the office " + stored);
      }
      bytesRead.accept(reader.position());
    }
    if (!reader.digest().equals(welcome.digest())) {
      throw anotherFile("its first " + stored + " bets are not the ones that the office has");
    }
    if (stored > 0) {
      LOGGER.info("action: resume | result: success | cantidad: {}", stored);
    }
  }

  /**
   * Checks that an agency that has finished has no more bets. If it has, only the office knows
   * whether it had said that there were no more, or sales were closed before them.
   */
  private void requireNoMore(BetFileReader reader, Connection connection)
      throws IOException, CommandException {
    long first = reader.index();
    Optional<BetBatch> more = reader.next(1);
    if (more.isEmpty()) {
      return;
    }
    try {
      Request.Batch next = new Request.Batch(first, more.get());
      switch (connection.ask(next, Response.DeliveryAnswer.class)) {
        case Response.Rejected m when m.index() == first -> throw new RejectedBetException(m);
        case Response.DeliveryAnswer m -> throw connection.unexpected(m);
      }
    } catch (FinalErrorException e) {
      throw e.is(ErrorCode.ALREADY_FINISHED) ? tooLate(first, e) : e;
    }
  }

  private CommandException tooLate(long finished, FinalErrorException e) {
    return new CommandException(
        ExitCode.REFUSED,
        "%s has more bets than the %d that agency %d has finished with"
            .formatted(file.path(), finished, settings.agency()),
        e);
  }

  private CommandException anotherFile(String difference) {
    return new CommandException(
        ExitCode.REFUSED,
        "%s is not the file that agency %d had begun to send: %s"
            .formatted(file.path(), settings.agency(), difference));
  }

  private void sendRest(BetFileReader reader, Connection connection)
      throws IOException, CommandException, InterruptedException {
    Answers answers =
        new Answers(
            connection, reader.index(), settings.answerTimeout(), link::stored, System::nanoTime);
    try (ExecutorService listener = Executors.newSingleThreadExecutor()) {
      Future<Response.Finished> finished = listener.submit(answers);
      try {
        send(reader, connection, answers);
        Response.Finished answer = resultOf(finished);
        LOGGER.info("action: apuesta_enviada | result: success | cantidad: {}", reader.index());
        logFinished(answer);
      } finally {
        if (finished.state() != Future.State.SUCCESS) {
          // Otherwise the listener might wait for ever.
          connection.close();
        }
      }
    }
  }

  /** Sends everything that it can. If that is not all, the listener knows why. */
  private void send(BetFileReader reader, Connection connection, Answers answers)
      throws CommandException, InterruptedException {
    try {
      sendBatches(reader, connection, answers);
      answers.expectFinished();
      connection.send(finishOf(reader));
      connection.flush();
    } catch (BetFileException badRow) {
      if (answers.awaitStored()) {
        throw badRow;
      }
    } catch (IOException _) {
      // If the office has said why it closes the connection, the listener has heard it.
    }
  }

  private void sendBatches(BetFileReader reader, Connection connection, Answers answers)
      throws IOException, CommandException {
    try {
      while (true) {
        long first = reader.index();
        Optional<BetBatch> batch = reader.next(Long.MAX_VALUE);
        if (batch.isEmpty()) {
          return;
        }
        answers.expectStored(reader.index(), batch.get().bytes().remaining());
        connection.send(new Request.Batch(first, batch.get()));
        bytesRead.accept(reader.position());
      }
    } catch (BetFileException badRow) {
      // The batches before that of the invalid row must arrive.
      connection.flush();
      throw badRow;
    }
  }

  static void logFinished(Response.Finished finished) {
    LOGGER.info(
        "action: finish | result: success | terminadas: {} | esperadas: {}",
        finished.finished(),
        finished.expected());
  }

  private static <T> T resultOf(Future<T> future)
      throws IOException, CommandException, InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case IOException lost -> throw lost;
        case CommandException failed -> throw failed;
        case null, default -> throw new IllegalStateException(e.getCause());
      }
    }
  }
}
