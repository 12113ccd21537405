package org.bolillero.client;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.bolillero.protocol.Connections;
import org.bolillero.protocol.Response;

/**
 * Listens to what the office answers while another thread is sending it bets.
 *
 * <p>The sender says beforehand what it is going to send, so that no answer comes to what was never
 * sent, and so that it is known for how long an answer has been due.
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
   * Prepares to listen.
   *
   * @param connection where answers come from; closed if anything but an answer comes
   * @param stored how many bets the office has
   * @param timeout how long an answer may take, but for the time that a large batch needs
   * @param onStored is told how many bets the office has each time it has said that it has more
   * @param nanoTime the clock
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

  /** The bets below an index are going to be sent, the last ones in a batch of this size. */
  synchronized void expectStored(long upTo, int batchBytes) {
    startWaiting();
    sent = upTo;
    batchBytesMax = Math.max(batchBytesMax, batchBytes);
  }

  /** That these were all bets is going to be sent. */
  synchronized void expectFinished() {
    startWaiting();
    isFinishing = true;
  }

  /**
   * Waits until all that was sent is stored.
   *
   * @return false if that will never be heard
   */
  synchronized boolean awaitStored() throws InterruptedException {
    while (stored < sent && !isOver) {
      wait();
    }
    return stored == sent;
  }

  /**
   * Listens until the office has confirmed that the agency has finished.
   *
   * @return that confirmation
   * @throws RejectedBetException if the office has refused a bet
   */
  @Override
  public Response.Finished call() throws IOException, AgencyException {
    try {
      while (true) {
        switch (receive()) {
          case Response.Stored m when isPossible(m.stored()) -> take(m.stored());
          case Response.Finished m when isFinishing() -> {
            return m;
          }
          case Response.Rejected m when isSent(m.firstIndex() + m.position()) ->
              throw new RejectedBetException(m);
          case Response.DeliveryAnswer m -> throw connection.unexpected(m);
        }
      }
    } catch (IOException | AgencyException | RuntimeException | Error e) {
      // Ends a send that is waiting for an office that no longer takes anything.
      connection.close();
      throw e;
    } finally {
      over();
    }
  }

  private Response.DeliveryAnswer receive() throws IOException, AgencyException {
    while (true) {
      try {
        return connection.receive(Response.DeliveryAnswer.class);
      } catch (SocketTimeoutException _) {
        Duration left = timeUntilOverdue();
        if (!left.isPositive()) {
          throw new IOException("the office did not answer for " + patience().toMillis() + " ms");
        }
        connection.timeout(left);
      }
    }
  }

  private void take(long nowStored) {
    LOGGER.debug("action: apuesta_enviada | result: success | cantidad: {}", store(nowStored));
    onStored.accept(nowStored);
  }

  /** Notes what is stored, and returns how many bets that are more than before. */
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
    return isWaiting ? patience().minusNanos(nanoTime.getAsLong() - waitingSinceNanos) : timeout;
  }

  /** No answer is due before the batch has reached the office, which a slow line takes long for. */
  private synchronized Duration patience() {
    return Connections.timeFor(timeout, batchBytesMax);
  }

  private synchronized boolean isPossible(long nowStored) {
    return nowStored >= stored && nowStored <= sent;
  }

  private synchronized boolean isSent(long index) {
    return index >= stored && index < sent;
  }

  /** FINISHED is an answer to FINISH, and says that all is stored. */
  private synchronized boolean isFinishing() {
    return isFinishing;
  }
}
