package org.bolillero.server;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
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
  private static final Logger LOGGER = LogManager.getLogger(Session.class);

  private final CentralOffice office;
  private final AgencySocket socket;
  private final Conversation conversation;

  /** Why the office ends this conversation; set by other threads, the first reason stays. */
  private volatile @Nullable RefusedException stopped;

  Session(CentralOffice office, Socket socket) throws IOException {
    this.office = office;
    this.socket = new AgencySocket(socket, office.settings());
    this.conversation = new Conversation(office, this, this.socket);
  }

  /**
   * Ends the conversation with an error, as soon as what has arrived is handled. Any thread;
   * idempotent.
   */
  void stop(ErrorCode code, String reason) {
    synchronized (this) {
      if (stopped == null) {
        stopped = new RefusedException(code, reason);
      }
    }
    socket.wakeReader();
    office.outcome().recheck();
  }

  /** Ends the connection now, whatever the session is doing. Any thread. */
  void cut() {
    socket.cut();
  }

  /** Ends the connection if the agency has not taken an answer for too long. Any thread. */
  void cutIfStuck(long nowNanos) {
    if (socket.isStuck(nowNanos)) {
      LOGGER.warn("action: send | result: fail | ip: {} | motivo: write-timeout", socket);
      cut();
    }
  }

  @Override
  public void run() {
    try (socket) {
      try {
        converse();
      } catch (RefusedException e) {
        refuse(e.code(), e.getMessage());
      } catch (ProtocolException e) {
        refuse(ErrorCode.MALFORMED, String.valueOf(e.getMessage()));
      } catch (SocketTimeoutException e) {
        refuse(ErrorCode.TIMEOUT, String.valueOf(e.getMessage()));
      } catch (LogException e) {
        refuse(ErrorCode.UNAVAILABLE, e.getMessage());
      }
    } catch (IOException e) {
      LOGGER.debug("action: connection | result: fail | ip: {} | motivo: {}", socket, e);
    }
  }

  private void converse() throws IOException, ProtocolException, RefusedException, LogException {
    Optional<ByteBuffer> frame = nextFrame();
    while (frame.isPresent()) {
      handleArrived(frame.get());
      socket.flush();
      if (conversation.asksForWinners()) {
        conversation.sendWinners(awaitWinners());
      }
      frame = nextFrame();
    }
  }

  /**
   * Waits for a whole request, without a permit; empty when the agency has closed the connection.
   */
  private Optional<ByteBuffer> nextFrame() throws IOException, ProtocolException, RefusedException {
    Optional<ByteBuffer> frame = socket.nextFrame(conversation.isGreeted());
    checkNotStopped();
    return frame;
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
      while (frame.isPresent()) {
        conversation.handle(MessageCodec.decodeRequest(frame.get()));
        frame = conversation.asksForWinners() ? Optional.empty() : socket.arrivedFrame();
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
  private Winners awaitWinners() throws RefusedException {
    socket.releaseBuffer();
    Optional<Winners> winners = office.outcome().await(() -> stopped != null);
    if (winners.isEmpty()) {
      checkNotStopped();
    }
    return winners.orElseThrow();
  }

  private void refuse(ErrorCode code, String reason) throws IOException {
    LOGGER.warn(
        "action: connection | result: fail | ip: {} | agencia: {} | motivo: {}: {}",
        socket,
        conversation.agency(),
        code,
        reason);
    socket.farewell(new Response.Failure(code, reason));
  }
}
