package org.bolillero.client;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.bolillero.console.CommandException;
import org.bolillero.protocol.Connections;
import org.bolillero.protocol.Response;

/**
 * Listens to the office's answers while another thread sends bets.
 *
 * <p>The sender first says what it is going to send. An answer to something that was never sent is
 * therefore noticed, and so is one that is overdue.
 */
final class Answers implements Callable<Response.Finished> {
  private static final Logger LOGGER = LogManager.getLogger(Answers.class);

  private final Connection connection;
  private final Duration timeout;
  private final LongConsumer onStored;
  private final LongSupplier nanoTime;

  // What follows is guarded by this object.
  private long sent;
  private long stored;
  private boolean isFinishing;
  private boolean isOver;
  private int batchBytesMax;
  private long waitingSinceNanos;

  /**
   * Prepares to listen to a connection, which is closed if anything but an answer arrives.
   *
   * @param stored how many bets the office has
   * @param timeout how long an answer may take once its batch has arrived
   * @param onStored receives the new number of bets each time the office acknowledges some
   */
  Answers(
      Connection connection,
      long stored,
      Duration timeout,
      LongConsumer onStored,
      LongSupplier nanoTime) {
    this.connection = connection;
    this.sent = stored;
    this.stored = stored;
    this.timeout = timeout;
    this.onStored = onStored;
    this.nanoTime = nanoTime;
  }

  /** Notes that all bets below an index are going to be sent, the last in a batch of this size. */
  synchronized void expectStored(long upTo, int batchBytes) {
    startWaiting();
    sent = upTo;
    batchBytesMax = Math.max(batchBytesMax, batchBytes);
  }

  /** Notes that FINISH is going to be sent. */
  synchronized void expectFinished() {
    startWaiting();
    isFinishing = true;
  }

  /** Waits until everything sent is stored; false if listening ended before that. */
  synchronized boolean awaitStored() throws InterruptedException {
    while (stored < sent && !isOver) {
      wait();
    }
    return stored == sent;
  }

  /**
   * Listens until the office confirms that the agency has finished.
   *
   * @throws RejectedBetException if the office has refused a bet
   */
  @Override
  public Response.Finished call() throws IOException, CommandException {
    try {
      while (true) {
        Response.DeliveryAnswer answer = receive();
        if (!isPossible(answer)) {
          throw connection.unexpected(answer);
        }
        switch (answer) {
          case Response.Stored m -> take(m.stored());
          case Response.Rejected m -> throw new RejectedBetException(m);
          case Response.Finished m -> {
            return m;
          }
        }
      }
    } catch (IOException | CommandException | RuntimeException | Error e) {
      // The sender may be waiting for an office that no longer reads.
      connection.close();
      throw e;
    } finally {
      over();
    }
  }

  private Response.DeliveryAnswer receive() throws IOException, CommandException {
    while (true) {
      try {
        return connection.receive(Response.DeliveryAnswer.class);
      } catch (SocketTimeoutException _) {
        Duration left = timeUntilOverdue();
        if (!left.isPositive()) {
          throw new IOException("the office did not answer for " + timeLimit().toMillis() + " ms");
        }
        connection.timeout(left);
      }
    }
  }

  private void take(long nowStored) {
    LOGGER.debug("action: apuesta_enviada | result: success | cantidad: {}", store(nowStored));
    onStored.accept(nowStored);
  }

  /** Records how many bets are stored, and returns how many of them are new. */
  private synchronized long store(long nowStored) {
    long more = nowStored - stored;
    stored = nowStored;
    waitingSinceNanos = nanoTime.getAsLong();
    notifyAll();
    return more;
  }

  private synchronized void over() {
    isOver = true;
    notifyAll();
  }

  private synchronized void startWaiting() {
    if (sent == stored) {
      waitingSinceNanos = nanoTime.getAsLong();
    }
  }

  private synchronized Duration timeUntilOverdue() {
    boolean isWaiting = stored < sent || isFinishing;
    return isWaiting ? timeLimit().minusNanos(nanoTime.getAsLong() - waitingSinceNanos) : timeout;
  }

  /** How long an answer may take: on a slow line the batch itself takes a long time to arrive. */
  private synchronized Duration timeLimit() {
    return Connections.timeFor(timeout, batchBytesMax);
  }

  /** Whether the answer fits what was sent. */
  private synchronized boolean isPossible(Response.DeliveryAnswer answer) {
    return switch (answer) {
      case Response.Stored m -> m.stored() >= stored && m.stored() <= sent;
      case Response.Rejected m -> m.index() >= stored && m.index() < sent;
      case Response.Finished _ -> isFinishing;
    };
  }
}
