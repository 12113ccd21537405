package org.bolillero.server;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.bolillero.office.OfficeEvent;
import org.bolillero.office.OfficeListener;
import org.bolillero.protocol.ErrorCode;
import org.bolillero.protocol.MessageCodec;
import org.bolillero.protocol.ProtocolException;
import org.bolillero.protocol.Response;
import org.bolillero.storage.LogException;

/**
 * One agency's connection, in a virtual thread of its own.
 *
 * <p>It takes all whole requests that have arrived, has the {@link Conversation} handle them under
 * one permit, and sends the answers at once. It holds the permit neither while it waits for the
 * agency's bytes, nor while the agency takes its answer, nor while it waits for the draw.
 *
 * <pre>
 *                 a request              answers wait              they are sent
 *   ──► READING ───────────► HANDLING ───────────────► SENDING ───────────────────┐
 *        ▲   │               a permit;                  │   ▲ │                    │
 *        │   │               waits for the disk         │   │ │ WINNERS? waiting   │
 *        │   │                                          │   │ ▼                    │
 *        │   │                                          │  WAITING for the draw    │
 *        └───│──────────────────────────────────────────│──────────────────────────┘
 *            │ the agency closes            it breaks   │
 *            ▼                                          ▼
 *          ENDED ◄───── GOODBYE: the error is sent; what still comes is thrown away
 *                          ▲
 *                          └── from HANDLING: a request is refused, the log has failed
 *                              from READING and WAITING: {@link #hangUp}, or time is up
 * </pre>
 */
final class Session implements Runnable {
  /**
   * How many requests are handled at once: even a small one costs memory until it is acknowledged.
   */
  private static final int AT_ONCE_MAX = 128;

  /** Where the picture above is, for those who watch. */
  enum State {
    READING,
    HANDLING,
    SENDING,
    WAITING,
    GOODBYE;

    /** As metrics have it. */
    String words() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private final AgencySocket socket;
  private final Conversation conversation;
  private final Semaphore permits;
  private final ThreadFactory goodbyes;
  private final OfficeListener listener;

  private final CountDownLatch ended = new CountDownLatch(1);

  /** Written by the session's thread. */
  private volatile State state = State.READING;

  /** Complete when the office hangs up, with the reason. */
  private final CompletableFuture<HangUpException> hangUp = new CompletableFuture<>();

  /** Whether the session's thread waits for a request, and writes nothing. Guarded by this. */
  private boolean reading;

  /** Whether another thread says goodbye, so that the session's must not. Guarded by this. */
  private boolean othersSayGoodbye;

  /**
   * Takes over a connection.
   *
   * @param permits one is held while requests are handled
   * @param goodbyes makes a thread that says goodbye while the session's own is reading
   */
  Session(
      AgencySocket socket,
      Conversation conversation,
      Semaphore permits,
      ThreadFactory goodbyes,
      OfficeListener listener) {
    this.socket = socket;
    this.conversation = conversation;
    this.permits = permits;
    this.goodbyes = goodbyes;
    this.listener = listener;
  }

  /**
   * Ends the conversation with an error, as soon as what has arrived is handled. Any thread;
   * idempotent.
   *
   * <p>A read can only be woken by giving up what it could still read, and then the agency might
   * find a reset instead of the error. So while the session waits for a request, another thread
   * sends the error, and the session goes on reading until the agency closes.
   */
  synchronized void hangUp(HangUpException why) {
    if (hangUp.complete(why) && reading) {
      othersSayGoodbye = true;
      goodbyes.newThread(() -> sayGoodbyeWhileReading(why)).start();
    }
  }

  /**
   * Hangs up if the agency's certificate is not good any more. Any thread.
   *
   * @return whether it is
   */
  boolean check(Transport transport) {
    try {
      transport.requireGood(socket.credential());
      return true;
    } catch (HangUpException e) {
      hangUp(e);
      return false;
    }
  }

  /** Ends the connection because its memory must go to others. Any thread. */
  private void giveUpMemory() {
    hangUp.complete(
        new HangUpException(
            ErrorCode.BUSY,
            "unacknowledged-bytes-max: too many large messages at once; come back, with smaller"
                + " ones if need be"));
    socket.stopWaiting();
  }

  private void sayGoodbyeWhileReading(HangUpException why) {
    try {
      sendGoodbye(why);
      ended.await(AgencySocket.FAREWELL_MAX.toMillis(), TimeUnit.MILLISECONDS);
    } catch (IOException | InterruptedException | RuntimeException e) {
      socket.broken(e);
    } finally {
      cut();
    }
  }

  State state() {
    return state;
  }

  /** Ends the connection now, whatever the session is doing. Any thread. */
  void cut() {
    socket.cut();
  }

  /** Ends the connection if the agency has not taken an answer for too long. Any thread. */
  void cutIfStuck(long nowNanos) {
    if (socket.isStuck(nowNanos)) {
      listener.on(new OfficeEvent.ConnectionStuck(socket.toString()));
      cut();
    }
  }

  @Override
  public void run() {
    socket.whenMemoryIsReclaimed(this::giveUpMemory);
    try (socket) {
      try {
        converse();
      } catch (HangUpException e) {
        sayGoodbye(e);
      } catch (ProtocolException e) {
        sayGoodbye(new HangUpException(ErrorCode.MALFORMED, String.valueOf(e.getMessage())));
      } catch (SocketTimeoutException e) {
        sayGoodbye(new HangUpException(ErrorCode.TIMEOUT, String.valueOf(e.getMessage())));
      } catch (LogException _) {
        // The log lines have the reason; it may name files, which are not the agency's business.
        sayGoodbye(new HangUpException(ErrorCode.UNAVAILABLE, "the office cannot store bets"));
      }
    } catch (IOException e) {
      socket.broken(e);
    } finally {
      conversation.end();
      ended.countDown();
    }
  }

  private void converse() throws IOException, ProtocolException, HangUpException, LogException {
    Optional<ByteBuffer> frame = nextFrame();
    while (frame.isPresent()) {
      state = State.HANDLING;
      handleArrived(frame.get());
      state = State.SENDING;
      socket.flush();
      if (conversation.asksForWinners()) {
        state = State.WAITING;
        conversation.sendWinners(hangUp);
        frame = nextFrame();
      } else {
        // What was too much to handle at once comes first, even before the end.
        frame = socket.arrivedFrame();
        frame = frame.isPresent() ? frame : nextFrame();
      }
    }
  }

  /**
   * Waits for a whole request, without a permit; empty when the agency has closed the connection.
   */
  private Optional<ByteBuffer> nextFrame() throws IOException, ProtocolException, HangUpException {
    setReading(true);
    state = State.READING;
    try {
      return socket.nextFrame(conversation.isGreeted());
    } finally {
      setReading(false);
    }
  }

  private synchronized void setReading(boolean value) throws HangUpException {
    reading = value;
    if (hangUp.isDone()) {
      throw hangUp.join();
    }
  }

  /**
   * Handles a request and all that have arrived behind it, and writes the answers, under one
   * permit.
   */
  private void handleArrived(ByteBuffer first)
      throws IOException, ProtocolException, HangUpException, LogException {
    permits.acquireUninterruptibly();
    try {
      Optional<ByteBuffer> frame = Optional.of(first);
      for (int handled = 1; frame.isPresent(); handled++) {
        conversation.handle(MessageCodec.decodeRequest(frame.get()), this::hangUp);
        boolean isEnough = handled == AT_ONCE_MAX || socket.hasEnoughToSend();
        frame =
            isEnough || conversation.asksForWinners() ? Optional.empty() : socket.arrivedFrame();
      }
      conversation.acknowledge();
    } catch (HangUpException | ProtocolException e) {
      conversation.acknowledge(); // What came before the bad request counts.
      throw e;
    } finally {
      permits.release();
    }
  }

  private void sayGoodbye(HangUpException why) throws IOException {
    state = State.GOODBYE;
    socket.discardBuffer();
    if (!othersSayGoodbye()) {
      sendGoodbye(why);
    }
    socket.drain();
  }

  private synchronized boolean othersSayGoodbye() {
    return othersSayGoodbye;
  }

  private void sendGoodbye(HangUpException why) throws IOException {
    if (!conversation.isExpected(why)) {
      listener.on(
          new OfficeEvent.ConnectionRefused(
              socket.toString(), conversation.agency(), why.code().name(), why.getMessage()));
    }
    socket.sendLast(new Response.Failure(why.code(), why.getMessage()));
  }
}
