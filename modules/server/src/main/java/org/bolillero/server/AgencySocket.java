package org.bolillero.server;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.bolillero.protocol.Connections;
import org.bolillero.protocol.FrameReader;
import org.bolillero.protocol.FrameWriter;
import org.bolillero.protocol.Message;
import org.bolillero.protocol.Protocol;
import org.bolillero.protocol.ProtocolException;

/**
 * Reads and writes the frames of a connection, with a limit on every wait.
 *
 * <p>Owned by the session's thread, except that any thread may call {@link #cut}, {@link #isStuck},
 * {@link #credential} and {@link #stopWaiting}, and another one {@link #sendLast} while that thread
 * waits for a request.
 */
final class AgencySocket implements AutoCloseable {
  /** How long an agency may take to close a connection after the last message. */
  static final Duration FAREWELL_MAX = Duration.ofSeconds(1);

  /** From here on answers are sent before more requests are handled. */
  private static final int ANSWER_BYTES_ENOUGH = 4 * 1024;

  private final Connection connection;
  private final Credential credential;
  private final InputStream in;
  private final ReadMemory.Claim memory;
  private final FrameReader reader;
  private final FrameWriter writer;
  private final OfficeSettings settings;
  private final Timeouts timeouts;
  private final Platform platform;
  private final long connectedNanos;

  /** Whether the agency may be gone, see {@link #checkEnd}. */
  private boolean isDoubtful;

  /** When the write that is going on began, or 0. Read by the office's watch. */
  private volatile long writingSinceNanos;

  /** Sets up a connection; closing this closes it and gives the memory back. */
  AgencySocket(
      Connection connection, ReadMemory.Claim memory, OfficeSettings settings, Platform platform)
      throws IOException {
    this.connection = connection;
    this.memory = memory;
    this.settings = settings;
    this.timeouts = settings.timeouts();
    this.platform = platform;
    this.connectedNanos = platform.nanoTime();
    connection.open();
    this.credential = connection.credential();
    this.in = connection.in();
    this.reader = new FrameReader(in, Protocol.FRAME_BYTES_DEFAULT, memory);
    reader.readAheadBytes(0); // Anybody may connect, so nothing is read ahead before HELLO.
    // Answers are sent by flush only, where no permit is held: an agency may be slow to take them.
    this.writer =
        new FrameWriter(connection.out(), settings.limits().frameBytesMax(), Integer.MAX_VALUE);
  }

  /** Whom the other end may speak for. Any thread. */
  Credential credential() {
    return credential;
  }

  /** Sets what is called, by any thread, when the memory of this connection must go to others. */
  void whenMemoryIsReclaimed(Runnable action) {
    memory.whenReclaimed(action);
  }

  /**
   * Waits for the next frame; empty at the end of the connection. Frames that were handed out
   * before are no longer valid.
   *
   * @throws SocketTimeoutException if it does not come in time; the message names the setting
   */
  Optional<ByteBuffer> nextFrame(boolean greeted) throws IOException, ProtocolException {
    Optional<ByteBuffer> frame = reader.poll();
    return frame.isPresent() ? frame : awaitFrame(greeted);
  }

  private Optional<ByteBuffer> awaitFrame(boolean greeted) throws IOException, ProtocolException {
    long startNanos = platform.nanoTime();
    boolean within = false;
    Optional<ByteBuffer> frame;
    memory.waitsForPeer(true);
    try {
      do {
        if (reader.isWithinFrame() && !within) {
          within = true;
          startNanos = platform.nanoTime();
        }
        if (!fill(greeted, within, startNanos)) {
          if (within) {
            throw new EOFException("the connection ended within a request");
          }
          return Optional.empty();
        }
        if (settings.log().isShared()) {
          // The wait for brokers is long, so that the more is stored by one, the better.
          reader.fillWithArrived();
        }
        frame = reader.poll();
      } while (frame.isEmpty());
    } finally {
      memory.waitsForPeer(false);
    }
    return frame;
  }

  private boolean fill(boolean greeted, boolean within, long startNanos)
      throws IOException, ProtocolException {
    String setting = !greeted ? "handshake-timeout" : within ? "frame-timeout" : "idle-timeout";
    Duration limit = !greeted ? timeouts.handshake() : within ? frameTime() : timeouts.idle();
    long leftNanos =
        (greeted ? startNanos : connectedNanos) + limit.toNanos() - platform.nanoTime();
    try {
      if (leftNanos > 0) {
        connection.readTimeoutMillis(TimeUnit.NANOSECONDS.toMillis(leftNanos));
        if (!within && in.available() == 0) {
          // An agency that pauses keeps no more than each connection has.
          reader.release(ReadMemory.BYTES_OF_EACH);
        }
        return reader.fill();
      }
    } catch (SocketTimeoutException _) {
      // As if the time had run out before.
    }
    throw new SocketTimeoutException(
        setting + ": expected a whole request within " + limit.toMillis() + " ms");
  }

  /** How long the whole request may take whose first bytes have come. */
  private Duration frameTime() throws ProtocolException {
    return Connections.timeFor(timeouts.frame(), reader.announcedBytes());
  }

  /**
   * Looks whether the agency has closed its side of the connection while nobody was reading. If it
   * has, it may still be reading, or its process may have been killed, and only sending tells
   * which. So the first byte of the next answer is then sent ahead: if nobody is there any more,
   * the agency's machine says so within a moment, and sending the rest fails.
   */
  void checkEnd() throws IOException, ProtocolException {
    if (reader.isWithinFrame()) {
      return; // It has sent more requests, and they come first.
    }
    try {
      connection.readTimeoutMillis(1);
      isDoubtful = !reader.fill();
    } catch (SocketTimeoutException _) {
      // It is open.
    }
  }

  /**
   * Accepts from now on frames as large as the WELCOME allows.
   *
   * @param agencies how many agencies share what may be read before it is acknowledged
   */
  void welcomed(int agencies) {
    reader.frameBytesMax(settings.limits().frameBytesMax());
    reader.readAheadBytes(settings.agencyBytesMax(agencies));
  }

  /** The next frame, if it has arrived already; frames that were handed out before stay valid. */
  Optional<ByteBuffer> arrivedFrame() throws ProtocolException {
    return reader.poll();
  }

  /** Releases memory before a long wait. */
  void releaseBuffer() {
    reader.release();
  }

  /** Releases memory, and discards what has arrived, before the end. */
  void discardBuffer() {
    reader.discard();
  }

  /** Whether the answers should be sent before more are added. */
  boolean hasEnoughToSend() {
    return writer.pendingBytes() >= ANSWER_BYTES_ENOUGH;
  }

  /** Adds an answer to what the next flush sends. */
  void write(Message message) throws IOException {
    writer.write(message);
  }

  /** Sends the answers. May wait for the agency, so no permit must be held. */
  void flush() throws IOException {
    if (isDoubtful) {
      isDoubtful = false;
      writer.flushFirstByte();
      platform.pause(FAREWELL_MAX);
    }
    writingSinceNanos = platform.nanoTime() | 1;
    memory.waitsForPeer(true);
    try {
      writer.flush();
      writer.release();
    } finally {
      memory.waitsForPeer(false);
      writingSinceNanos = 0;
    }
  }

  /** Sends a last message, and ends the stream. */
  void sendLast(Message last) throws IOException {
    write(last);
    flush();
    connection.endOutput();
  }

  /**
   * Discards what still comes, until the agency closes or a moment has passed: if a connection is
   * closed with bytes unread, its peer may find a reset before it has read the last message.
   */
  void drain() throws IOException {
    long endNanos = platform.nanoTime() + FAREWELL_MAX.toNanos();
    byte[] unread = new byte[4096];
    try {
      long leftMillis = FAREWELL_MAX.toMillis();
      while (leftMillis > 0) {
        connection.readTimeoutMillis(leftMillis);
        if (in.read(unread) < 0) {
          return;
        }
        leftMillis = TimeUnit.NANOSECONDS.toMillis(endNanos - platform.nanoTime());
      }
    } catch (SocketTimeoutException _) {
      // It has had its time.
    }
  }

  /** Whether the agency has not taken an answer for too long. */
  boolean isStuck(long nowNanos) {
    long since = writingSinceNanos;
    return since != 0 && nowNanos - since > timeouts.write().toNanos();
  }

  /**
   * Wakes the session's thread if it is waiting for the agency, so that it can send a last message.
   * An agency that is not even taking its answers is cut off.
   */
  void stopWaiting() {
    if (writingSinceNanos != 0) {
      cut();
      return;
    }
    connection.endInput();
  }

  /** Closes the connection, whoever is using it. */
  void cut() {
    connection.cut();
  }

  /** Reports what has ended this connection. */
  void broken(Exception why) {
    connection.broken(why);
  }

  @Override
  public void close() throws IOException {
    memory.close();
    connection.close();
  }

  @Override
  public String toString() {
    return connection.toString();
  }
}
