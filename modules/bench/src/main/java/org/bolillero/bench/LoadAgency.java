package org.bolillero.bench;

import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import org.bolillero.protocol.FrameReader;
import org.bolillero.protocol.FrameWriter;
import org.bolillero.protocol.MessageCodec;
import org.bolillero.protocol.Protocol;
import org.bolillero.protocol.ProtocolException;
import org.bolillero.protocol.Request;
import org.bolillero.protocol.Response;

/**
 * One connection that sends batches as cheaply as it can, and notes how long each of them took to
 * be acknowledged. From when on that counts is said by the {@link Pace}.
 */
final class LoadAgency implements AutoCloseable {
  /** Writes of about 64 KiB: calls of the system cost little, and their times still say when. */
  private static final int WRITE_BYTES = 64 * 1024 - Protocol.FRAME_BYTES_DEFAULT;

  private final BatchLoad load;
  private final Pace pace;
  private final Socket socket;
  private final FrameReader reader;
  private final FrameWriter writer;
  private final Histogram nanos = new Histogram(3);

  /** When each batch was sent, or should have been. Written by the sender before {@code sent}. */
  private final long[] sentNanos;

  /** Batches below this have their entry in {@code sentNanos}. */
  private volatile int sent;

  /** Batches below this are acknowledged. Owned by whoever reads. */
  private int stored;

  /** Greets over a connection, which is its own from now on. */
  LoadAgency(int agency, BatchLoad load, Pace pace, Wire.Line line)
      throws IOException, ProtocolException {
    this.load = load;
    this.pace = pace;
    this.sentNanos = new long[load.count()];
    this.socket = line.socket();
    this.reader = new FrameReader(line.in(), Protocol.FRAME_BYTES_DEFAULT);
    this.writer = new FrameWriter(line.out(), Protocol.FRAME_BYTES_DEFAULT, WRITE_BYTES);
    send(new Request.Hello(Protocol.VERSION, 1, agency));
    if (!(receive() instanceof Response.Welcome welcome) || welcome.stored() != 0) {
      throw new ProtocolException("agency " + agency + ": expected a WELCOME with no bets");
    }
    writer.frameBytesMax(welcome.frameBytesMax());
  }

  /** Sends the batches up to a part of all, 0 to 1, and returns when all those are acknowledged. */
  void deliver(double part) throws IOException, ProtocolException, InterruptedException {
    int first = stored;
    int end = load.batchAt(part);
    nanos.reset();
    if (pace.isOneAtATime()) {
      for (int batch = first; batch < end; batch++) {
        sentNanos[batch] = System.nanoTime();
        sent = batch + 1;
        send(load.request(batch));
        awaitStored(batch + 1);
      }
    } else {
      Thread sender = Thread.ofPlatform().start(() -> sendAll(first, end));
      awaitStored(end);
      sender.join();
    }
  }

  /** Says that these were all bets, and hears that the office has every one of them. */
  void finish() throws IOException, ProtocolException {
    send(load.finish());
    Response response = receive();
    if (!(response instanceof Response.Finished)) {
      throw new ProtocolException("expected FINISHED, found " + response);
    }
  }

  /** How long the batches of the last delivery took to be acknowledged. */
  Histogram nanos() {
    return nanos;
  }

  private void sendAll(int from, int to) {
    try {
      long startNanos = System.nanoTime();
      long countsFromNanos = startNanos;
      for (int batch = from; batch < to; batch++) {
        if (pace.isLimited()) {
          long betsBefore = load.betsThrough(batch - 1) - load.betsThrough(from - 1);
          countsFromNanos = startNanos + pace.nanosFor(betsBefore);
          awaitDue(countsFromNanos);
        } else if (writer.pendingBytes() == 0) {
          countsFromNanos = System.nanoTime();
        }
        sentNanos[batch] = countsFromNanos;
        sent = batch + 1;
        writer.write(load.request(batch));
      }
      writer.flush();
    } catch (IOException _) {
      // The connection has ended, and who reads from it hears why.
    }
  }

  private void awaitDue(long dueNanos) throws IOException {
    long leftNanos = dueNanos - System.nanoTime();
    if (leftNanos > 0) {
      writer.flush();
    }
    while (leftNanos > 0) {
      LockSupport.parkNanos(leftNanos);
      leftNanos = dueNanos - System.nanoTime();
    }
  }

  private void awaitStored(int to) throws IOException, ProtocolException {
    while (stored < to) {
      Response response = receive();
      if (!(response instanceof Response.Stored m)) {
        throw new ProtocolException("expected STORED, found " + response);
      }
      long now = System.nanoTime();
      int end = sent; // Reading it makes visible what was written before it.
      while (stored < end && load.betsThrough(stored) <= m.stored()) {
        nanos.recordValue(now - sentNanos[stored]);
        stored++;
      }
    }
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
    socket.close();
  }
}
