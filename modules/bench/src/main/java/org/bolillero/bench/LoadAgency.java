package org.bolillero.bench;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import org.bolillero.protocol.Connections;
import org.bolillero.protocol.FrameReader;
import org.bolillero.protocol.FrameWriter;
import org.bolillero.protocol.MessageCodec;
import org.bolillero.protocol.Protocol;
import org.bolillero.protocol.ProtocolException;
import org.bolillero.protocol.Request;
import org.bolillero.protocol.Response;

/**
 * One connection that sends batches as cheaply as it can, and notes how long each of them took to
 * be acknowledged.
 *
 * <p>When a frame counts as sent depends on the {@link Pace}: see there how it avoids to leave out
 * what a stall of the office has kept from being sent.
 */
final class LoadAgency implements AutoCloseable {
  /** Large enough that calls of the system cost little, small enough that their times say when. */
  private static final int WRITE_BYTES = 64 * 1024;

  private static final long NANOS_MAX = 60_000_000_000L;
  private static final int DIGITS = 3;

  private final BatchLoad load;
  private final Pace pace;
  private final SocketChannel channel;
  private final FrameReader reader;
  private final FrameWriter writer;
  private final Histogram nanos = new Histogram(NANOS_MAX, DIGITS);

  /** When each frame was sent, or should have been. Written by the sender before {@code sent}. */
  private final long[] sentNanos;

  /** Frames below this have their entry in {@code sentNanos}. */
  private volatile int sent;

  /** Frames below this are acknowledged. Owned by whoever reads. */
  private int stored;

  /** Connects and greets. */
  LoadAgency(int agency, BatchLoad load, Pace pace, int port)
      throws IOException, ProtocolException {
    this.load = load;
    this.pace = pace;
    this.sentNanos = new long[load.count()];
    this.channel = SocketChannel.open();
    Connections.setUp(channel.socket());
    channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    this.reader = new FrameReader(channel.socket().getInputStream(), Protocol.FRAME_BYTES_DEFAULT);
    this.writer = new FrameWriter(channel.socket().getOutputStream(), Protocol.FRAME_BYTES_DEFAULT);
    send(new Request.Hello(Protocol.VERSION, 1, agency));
    if (!(receive() instanceof Response.Welcome welcome) || welcome.stored() != 0) {
      throw new ProtocolException("agency " + agency + ": expected a WELCOME with no bets");
    }
    writer.frameBytesMax(welcome.frameBytesMax());
  }

  /** Sends the frames from one to before another, and returns when the last is acknowledged. */
  void deliver(int from, int to) throws IOException, ProtocolException, InterruptedException {
    nanos.reset();
    if (pace.isOneAtATime()) {
      deliverOneAtATime(from, to);
      return;
    }
    try (ExecutorService listener =
        Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
      Future<?> stored = listener.submit(() -> awaitStored(to));
      try {
        sendAll(from, to, System.nanoTime());
      } catch (IOException _) {
        // The office may have said why it closes the connection, and then the listener has heard
        // it.
      }
      try {
        stored.get();
      } catch (ExecutionException e) {
        throw new IOException(e.getCause());
      } finally {
        if (stored.state() != Future.State.SUCCESS) {
          close(); // The listener would listen for ever.
        }
      }
    }
  }

  /** Says that these were all bets, and hears that the office agrees. */
  void finish() throws IOException, ProtocolException {
    send(load.finish());
    Response response = receive();
    if (!(response instanceof Response.Finished)) {
      throw new ProtocolException("expected FINISHED, found " + response);
    }
  }

  /** How long the frames of the last delivery took to be acknowledged. */
  Histogram nanos() {
    return nanos;
  }

  private void deliverOneAtATime(int from, int to) throws IOException, ProtocolException {
    for (int frame = from; frame < to; frame++) {
      sentNanos[frame] = System.nanoTime();
      write(frame, frame + 1);
      awaitStored(frame + 1);
    }
  }

  private void sendAll(int from, int to, long startNanos) throws IOException {
    int frame = from;
    while (frame < to) {
      int end = load.writeEnd(frame, to, WRITE_BYTES);
      if (pace.isLimited()) {
        end = awaitDue(frame, end, from, startNanos);
      } else {
        Arrays.fill(sentNanos, frame, end, System.nanoTime());
      }
      sent = end;
      write(frame, end);
      frame = end;
    }
  }

  /** Waits until a frame is due, and gives the end of those that are due then. */
  private int awaitDue(int frame, int end, int from, long startNanos) {
    long before = load.betsThrough(from - 1);
    long due = startNanos + pace.nanosFor(load.betsThrough(frame - 1) - before);
    long now = System.nanoTime();
    while (now < due) {
      LockSupport.parkNanos(due - now);
      now = System.nanoTime();
    }
    int next = frame;
    while (next < end && due <= now) {
      sentNanos[next++] = due;
      due = startNanos + pace.nanosFor(load.betsThrough(next - 1) - before);
    }
    return next;
  }

  private void write(int from, int to) throws IOException {
    for (int frame = from; frame < to; frame++) {
      writer.write(load.request(frame));
    }
    writer.flush();
  }

  private Void awaitStored(int to) throws IOException, ProtocolException {
    while (stored < to) {
      Response response = receive();
      if (!(response instanceof Response.Stored m)) {
        throw new ProtocolException("expected STORED, found " + response);
      }
      long now = System.nanoTime();
      // Reading it makes visible what was written before it.
      int end = pace.isOneAtATime() ? to : Math.min(sent, to);
      while (stored < end && load.betsThrough(stored) <= m.stored()) {
        nanos.recordValue(Math.min(NANOS_MAX, now - sentNanos[stored]));
        stored++;
      }
    }
    return null;
  }

  private void send(Request request) throws IOException {
    writer.write(request);
    writer.flush();
  }

  private Response receive() throws IOException, ProtocolException {
    return MessageCodec.decodeResponse(
        reader.read().orElseThrow(() -> new EOFException("the office closed the connection")));
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
