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
import org.bolillero.client.AgencyException.Kind;
import org.bolillero.lottery.BetBatch;
import org.bolillero.lottery.BetStreamDigest;
import org.bolillero.protocol.Protocol;
import org.bolillero.protocol.Request;
import org.bolillero.protocol.Response;
import org.bolillero.protocol.Response.Stage;
import org.jspecify.annotations.Nullable;

/**
 * Brings the office those bets of a file that it does not have, and has it confirm that these were
 * all. May take several connections; belongs to one thread.
 */
final class Delivery {
  private static final Logger LOGGER = LogManager.getLogger(Delivery.class);

  private final BetFile file;
  private final AgencySettings settings;
  private final OfficeLink link;
  private final LongConsumer bytesRead;

  /** What the office has confirmed; null before that. */
  private Request.@Nullable Finish delivered;

  /** How many bets the office had when the last connection began; -1 before that. */
  private long storedBefore = -1;

  /** What this side allows itself, besides what the office allows. */
  private int frameBytesMax = Protocol.FRAME_BYTES_LIMIT;

  /**
   * Prepares to deliver.
   *
   * @param bytesRead is told again and again how much of the file has been read
   */
  Delivery(BetFile file, AgencySettings settings, OfficeLink link, LongConsumer bytesRead) {
    this.file = file;
    this.settings = settings;
    this.link = link;
    this.bytesRead = bytesRead;
  }

  /**
   * Delivers over a connection what is still to be delivered.
   *
   * @return how many bets the agency has in all; when this returns, the office has them and knows
   *     that these are all
   * @throws IOException if the connection was lost, and this should be called with another one
   * @throws AgencyException if the file cannot be delivered
   */
  long over(Connection connection, Response.Welcome welcome)
      throws IOException, AgencyException, InterruptedException {
    if (isDelivered(welcome)) {
      return welcome.stored();
    }
    if (welcome.stored() == storedBefore) {
      // A line that is slow or breaks often may carry smaller batches where it has carried nothing.
      frameBytesMax = Protocol.FRAME_BYTES_DEFAULT;
    }
    storedBefore = welcome.stored();
    int frameBytes = Math.min(frameBytesMax, welcome.frameBytesMax());
    try (BetFileReader reader = file.open(settings.batchMax(), frameBytes)) {
      BetStreamDigest digest = new BetStreamDigest();
      skipStored(reader, digest, welcome);
      if (welcome.stage() == Stage.OPEN) {
        sendRest(reader, digest, connection);
      } else if (reader.next(1).isPresent()) {
        throw new AgencyException(
            Kind.REFUSED,
            "%s has more bets than the %d that agency %d has finished with"
                .formatted(file.path(), welcome.stored(), settings.agency()));
      }
      delivered = new Request.Finish(reader.index(), digest.value());
      return reader.index();
    } catch (RejectedBetException e) {
      throw BetFileException.ofLine(file.path(), file.lineOf(e.index()), e.problem());
    }
  }

  private boolean isDelivered(Response.Welcome welcome) {
    return welcome.stage() != Stage.OPEN
        && new Request.Finish(welcome.stored(), welcome.digest()).equals(delivered);
  }

  /** Reads what the office has, and makes sure that it is what the office has. */
  private void skipStored(BetFileReader reader, BetStreamDigest digest, Response.Welcome welcome)
      throws AgencyException {
    long stored = welcome.stored();
    while (reader.index() < stored) {
      link.requireOpen();
      digest.update(
          reader
              .next(stored - reader.index())
              .orElseThrow(
                  () -> anotherFile("it has " + reader.index() + " bets, the office " + stored)));
      bytesRead.accept(reader.position());
    }
    if (!digest.value().equals(welcome.digest())) {
      throw anotherFile("its first " + stored + " bets are not the ones that the office has");
    }
    if (stored > 0) {
      LOGGER.info("action: resume | result: success | cantidad: {}", stored);
    }
  }

  private AgencyException anotherFile(String difference) {
    return new AgencyException(
        Kind.REFUSED,
        "%s is not the file that agency %d had begun to send: %s"
            .formatted(file.path(), settings.agency(), difference));
  }

  private void sendRest(BetFileReader reader, BetStreamDigest digest, Connection connection)
      throws IOException, AgencyException, InterruptedException {
    Answers answers =
        new Answers(
            connection, reader.index(), settings.answerTimeout(), link::stored, System::nanoTime);
    try (ExecutorService listener = Executors.newSingleThreadExecutor()) {
      Future<Response.Finished> finished = listener.submit(answers);
      try {
        send(reader, digest, connection, answers);
        logFinished(reader.index(), resultOf(finished));
      } finally {
        if (finished.state() != Future.State.SUCCESS) {
          // Otherwise the listener might listen for ever.
          connection.close();
        }
      }
    }
  }

  /** Sends all it can; if that is not all, the listener knows why. */
  private void send(
      BetFileReader reader, BetStreamDigest digest, Connection connection, Answers answers)
      throws AgencyException, InterruptedException {
    try {
      sendBatches(reader, digest, connection, answers);
      answers.expectFinished();
      connection.send(new Request.Finish(reader.index(), digest.value()));
      connection.flush();
    } catch (BetFileException badRow) {
      if (answers.awaitStored()) {
        throw badRow;
      }
    } catch (IOException _) {
      // The office may have said why it closes the connection, and then the listener has heard it.
    }
  }

  private void sendBatches(
      BetFileReader reader, BetStreamDigest digest, Connection connection, Answers answers)
      throws IOException, AgencyException {
    try {
      while (true) {
        long first = reader.index();
        Optional<BetBatch> batch = reader.next(Long.MAX_VALUE);
        if (batch.isEmpty()) {
          return;
        }
        digest.update(batch.get());
        answers.expectStored(reader.index(), batch.get().bytes().remaining());
        connection.send(new Request.Batch(first, batch.get()));
        bytesRead.accept(reader.position());
      }
    } catch (BetFileException badRow) {
      // The row's own batch is not sent; the ones before it have to arrive.
      connection.flush();
      throw badRow;
    }
  }

  private static void logFinished(long count, Response.Finished finished) {
    LOGGER.info("action: apuesta_enviada | result: success | cantidad: {}", count);
    LOGGER.info(
        "action: finish | result: success | terminadas: {} | esperadas: {}",
        finished.finished(),
        finished.expected());
  }

  private static <T> T resultOf(Future<T> future)
      throws IOException, AgencyException, InterruptedException {
    try {
      return future.get();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case IOException lost -> throw lost;
        case AgencyException failed -> throw failed;
        case null, default -> throw new IllegalStateException(e.getCause());
      }
    }
  }
}
