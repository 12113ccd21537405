package org.bolillero.server;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.bolillero.lottery.Winners;
import org.bolillero.protocol.ErrorCode;
import org.bolillero.protocol.MessageCodec;
import org.bolillero.protocol.ProtocolException;
import org.bolillero.protocol.Response;
import org.bolillero.storage.LogException;
import org.jspecify.annotations.Nullable;

/**
 * One agency's connection, in a virtual thread of its own.
 *
 * <p>It takes all whole requests that have arrived, has the {@link Conversation} handle them under
 * one permit, and sends the answers at once. It holds the permit neither while it waits for the
 * agency's bytes, nor while the agency takes its answer, nor while it waits for the draw.
 */
final class Session implements Runnable {
  /**
   * What is handled at once costs memory of its own until it is acknowledged, however small it is.
   */
  private static final int AT_ONCE_MAX = 128;

  private final OfficeState office;
  private final AgencySocket socket;
  private final Conversation conversation;

  private final CountDownLatch ended = new CountDownLatch(1);

  /** Why the office ends this conversation; the first reason stays. Written under this lock. */
  private volatile @Nullable RefusedException stopped;

  /** Whether the session's thread waits for a request, and writes nothing. Guarded by this. */
  private boolean reading;

  /** Whether another thread says goodbye, so that the session's must not. Guarded by this. */
  private boolean dismissed;

  Session(OfficeState office, Socket socket) throws IOException {
    this.office = office;
    this.socket = new AgencySocket(socket, office, this::makeWay);
    this.conversation = new Conversation(office, this::stop, this.socket);
  }

  /**
   * Ends the conversation with an error, as soon as what has arrived is handled. Any thread;
   * idempotent.
   *
   * <p>A read can only be woken by giving up what it could still read, and then the agency might be
   * told of a reset instead of the error. So while the session waits for a request, another thread
   * sends the error, and the session goes on reading until the agency closes.
   */
  void stop(RefusedException why) {
    synchronized (this) {
      if (stopped != null) {
        return;
      }
      stopped = why;
      if (reading) {
        dismissed = true;
        office.machine().threads("farewell", office::died).newThread(() -> dismiss(why)).start();
      }
    }
    office.outcome().recheck(this);
  }

  /** Ends the connection because its memory must go to others. Any thread. */
  private void makeWay() {
    synchronized (this) {
      if (stopped == null) {
        stopped =
            new RefusedException(
                ErrorCode.BUSY,
                "unacknowledged-bytes-max: too many large messages at once; come back, with smaller"
                    + " ones if need be");
      }
    }
    socket.stopWaiting();
  }

  private void dismiss(RefusedException why) {
    try {
      sayLast(why);
      ended.await(AgencySocket.FAREWELL_MAX.toMillis(), TimeUnit.MILLISECONDS);
    } catch (IOException | InterruptedException | RuntimeException e) {
      office.connectionLog().broken(socket.toString(), e);
    } finally {
      cut();
    }
  }

  /** Ends the connection now, whatever the session is doing. Any thread. */
  void cut() {
    socket.cut();
  }

  /** Ends the connection if the agency has not taken an answer for too long. Any thread. */
  void cutIfStuck(long nowNanos) {
    if (socket.isStuck(nowNanos)) {
      office.connectionLog().stuck(socket.toString());
      cut();
    }
  }

  @Override
  public void run() {
    try (socket) {
      try {
        converse();
      } catch (RefusedException e) {
        refuse(e);
      } catch (ProtocolException e) {
        refuse(new RefusedException(ErrorCode.MALFORMED, String.valueOf(e.getMessage())));
      } catch (SocketTimeoutException e) {
        refuse(new RefusedException(ErrorCode.TIMEOUT, String.valueOf(e.getMessage())));
      } catch (LogException _) {
        // Why is in the office's own log; it may name files, which are nobody else's business.
        refuse(new RefusedException(ErrorCode.UNAVAILABLE, "the office cannot store bets"));
      }
    } catch (IOException e) {
      office.connectionLog().broken(socket.toString(), e);
    } finally {
      conversation.end();
      ended.countDown();
    }
  }

  private void converse() throws IOException, ProtocolException, RefusedException, LogException {
    Optional<ByteBuffer> frame = nextFrame();
    while (frame.isPresent()) {
      handleArrived(frame.get());
      socket.flush();
      if (conversation.asksForWinners()) {
        answerWinners();
        frame = nextFrame();
      } else {
        frame =
            socket.arrivedFrame(); // What was too much at once comes first, also before the end.
        frame = frame.isPresent() ? frame : nextFrame();
      }
    }
  }

  /**
   * Waits for a whole request, without a permit; empty when the agency has closed the connection.
   */
  private Optional<ByteBuffer> nextFrame() throws IOException, ProtocolException, RefusedException {
    setReading(true);
    try {
      return socket.nextFrame(conversation.isGreeted());
    } finally {
      setReading(false);
    }
  }

  private synchronized void setReading(boolean value) throws RefusedException {
    reading = value;
    checkNotStopped();
  }

  private void checkNotStopped() throws RefusedException {
    RefusedException reason = stopped;
    if (reason != null) {
      throw reason;
    }
  }

  /**
   * Handles a request and all that have arrived behind it, and writes the answers, under one
   * permit.
   */
  private void handleArrived(ByteBuffer first)
      throws IOException, ProtocolException, RefusedException, LogException {
    office.permits().acquireUninterruptibly();
    try {
      Optional<ByteBuffer> frame = Optional.of(first);
      for (int handled = 1; frame.isPresent(); handled++) {
        conversation.handle(MessageCodec.decodeRequest(frame.get()));
        boolean isEnough = handled == AT_ONCE_MAX || socket.hasEnoughToSend();
        frame =
            isEnough || conversation.asksForWinners() ? Optional.empty() : socket.arrivedFrame();
      }
      conversation.acknowledge();
    } catch (RefusedException | ProtocolException e) {
      conversation.acknowledge(); // What came before the bad request was good.
      throw e;
    } finally {
      office.permits().release();
    }
  }

  /** Waits for the draw, without a permit and with as little memory as can be. */
  private void answerWinners() throws IOException, ProtocolException, RefusedException {
    Optional<Winners> winners = office.outcome().now();
    if (winners.isEmpty()) {
      socket.releaseBuffer();
      winners = office.outcome().await(this, () -> stopped != null);
      if (winners.isEmpty()) {
        checkNotStopped();
      }
    }
    socket.checkEnd();
    conversation.sendWinners(winners.orElseThrow());
    office.told(conversation.agency());
  }

  private void refuse(RefusedException why) throws IOException {
    socket.discardBuffer();
    if (mayRefuse()) {
      sayLast(why);
    }
    socket.drain();
  }

  /** From now on nobody else says goodbye; false if somebody does already. */
  private synchronized boolean mayRefuse() {
    reading = false;
    return !dismissed;
  }

  private void sayLast(RefusedException why) throws IOException {
    if (!conversation.hasExplained(why)) {
      office.connectionLog().refused(socket.toString(), conversation.agency(), why);
    }
    socket.sayLast(new Response.Failure(why.code(), why.getMessage()));
  }
}
