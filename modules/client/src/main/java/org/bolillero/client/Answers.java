package org.bolillero.client;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongConsumer;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.bolillero.protocol.Response;

/**
 * Listens to what the office answers while another thread is sending it bets.
 *
 * <p>The sender says beforehand what it is going to send, so that no answer comes to what was never
 * sent, and so that it is known for how long an answer has been due.
 */
final class Answers implements Callable<Response.Finished> {
  private static final Logger LOG = LogManager.getLogger(Answers.class);

  private final Connection connection;
  private final Duration timeout;
  private final LongConsumer onStored;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  // All guarded by the lock.
  private long sent;
  private long stored;
  private boolean isFinishing;
  private boolean isOver;
  private long waitingSinceNanos;

  /**
   * Prepares to listen.
   *
   * @param connection where answers come from; closed if anything but an answer comes
   * @param stored how many bets the office has
   * @param timeout how long an answer may take
   * @param onStored is told how many bets the office has each time it has said that it has more
   */
  Answers(Connection connection, long stored, Duration timeout, LongConsumer onStored) {
    this.connection = connection;
    this.sent = stored;
    this.stored = stored;
    this.timeout = timeout;
    this.onStored = onStored;
  }

  /** The bets below an index are going to be sent. */
  void expectStored(long upTo) {
    expect(upTo, false);
  }

  /** That these were all bets is going to be sent. */
  void expectFinished() {
    expect(0, true);
  }

  /**
   * Waits until all that was sent is stored.
   *
   * @return false if that will never be heard
   */
  boolean awaitStored() throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (stored < sent && !isOver) {
        changed.await();
      }
      return stored == sent;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Listens until the office has confirmed that the agency has finished.
   *
   * @return that confirmation
   * @throws RejectedBetException if the office has refused a bet
   */
  @Override
  public Response.Finished call() throws IOException, AgencyException {
    boolean isFinished = false;
    try {
      while (true) {
        Response response = receive();
        switch (response) {
          case Response.Stored m when isPossible(m.stored()) -> take(m.stored());
          case Response.Finished m when isFinishing() -> {
            isFinished = true;
            return m;
          }
          case Response.Rejected m when isSent(m.firstIndex() + m.position()) ->
              throw new RejectedBetException(m);
          default -> throw connection.unexpected(response);
        }
      }
    } finally {
      over(isFinished);
    }
  }

  private Response receive() throws IOException, AgencyException {
    while (true) {
      try {
        return connection.receive();
      } catch (SocketTimeoutException _) {
        Duration left = timeUntilOverdue();
        if (!left.isPositive()) {
          throw new IOException("the office did not answer for " + timeout.toMillis() + " ms");
        }
        connection.timeout(left);
      }
    }
  }

  private void expect(long upTo, boolean isFinish) {
    lock.lock();
    try {
      if (sent == stored) {
        waitingSinceNanos = System.nanoTime();
      }
      sent = Math.max(sent, upTo);
      isFinishing |= isFinish;
    } finally {
      lock.unlock();
    }
  }

  private void take(long nowStored) {
    lock.lock();
    try {
      LOG.debug("action: apuesta_enviada | result: success | cantidad: {}", nowStored - stored);
      stored = nowStored;
      waitingSinceNanos = System.nanoTime();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    onStored.accept(nowStored);
  }

  private boolean isPossible(long nowStored) {
    lock.lock();
    try {
      return nowStored >= stored && nowStored <= sent;
    } finally {
      lock.unlock();
    }
  }

  private boolean isSent(long index) {
    lock.lock();
    try {
      return index >= stored && index < sent;
    } finally {
      lock.unlock();
    }
  }

  private boolean isFinishing() {
    lock.lock();
    try {
      return isFinishing;
    } finally {
      lock.unlock();
    }
  }

  private Duration timeUntilOverdue() {
    lock.lock();
    try {
      boolean isWaiting = stored < sent || isFinishing;
      return isWaiting ? timeout.minusNanos(System.nanoTime() - waitingSinceNanos) : timeout;
    } finally {
      lock.unlock();
    }
  }

  private void over(boolean isFinished) {
    lock.lock();
    try {
      isOver = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    if (!isFinished) {
      // Ends a send that is waiting for an office that no longer takes anything.
      connection.close();
    }
  }
}
