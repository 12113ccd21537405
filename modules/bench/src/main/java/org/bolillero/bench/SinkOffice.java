package org.bolillero.bench;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.bolillero.lottery.BetStreamDigest;
import org.bolillero.protocol.Connections;
import org.bolillero.protocol.FrameReader;
import org.bolillero.protocol.FrameWriter;
import org.bolillero.protocol.MessageCodec;
import org.bolillero.protocol.ProtocolException;
import org.bolillero.protocol.Request;
import org.bolillero.protocol.Response;

/**
 * Says what an office says to one agency, but looks at no bet and stores nothing, so that the
 * agency is the only one who works.
 */
final class SinkOffice implements AutoCloseable {
  private static final byte BATCH = 0x02;
  private static final int COUNT_OFFSET = 1 + Long.BYTES;
  private static final int READ_AHEAD_BYTES = 256 * 1024;

  private final int frameBytes;
  private final Supplier<Duration> clock;
  private final ServerSocket server;
  private long bets;
  private long helloNanos;
  private double seconds;
  private Duration processorTime = Duration.ZERO;

  /**
   * Listens on a free port.
   *
   * @param frameBytes the largest frame to allow
   * @param clock tells how much time of a processor the agency has used; asked when it has said
   *     that it is done, before it is answered, because later it may be gone
   */
  SinkOffice(int frameBytes, Supplier<Duration> clock) throws IOException {
    this.frameBytes = frameBytes;
    this.clock = clock;
    this.server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  }

  int port() {
    return server.getLocalPort();
  }

  /** Serves the first agency that comes, until it leaves. */
  void serve() throws IOException, ProtocolException {
    try (Socket socket = server.accept()) {
      Connections.setUp(socket);
      FrameReader reader = new FrameReader(socket.getInputStream(), frameBytes);
      reader.readAheadBytes(READ_AHEAD_BYTES);
      FrameWriter writer = new FrameWriter(socket.getOutputStream(), frameBytes);
      Optional<ByteBuffer> frame = reader.read();
      while (frame.isPresent()) {
        long before = bets;
        while (frame.isPresent() && isBatch(frame.get())) {
          bets += frame.get().getShort(COUNT_OFFSET) & 0xFFFF;
          frame = reader.poll();
        }
        if (bets > before) {
          writer.write(new Response.Stored(bets));
        }
        if (frame.isPresent()) {
          writer.write(answer(MessageCodec.decodeRequest(frame.get())));
        }
        writer.flush();
        frame = reader.read();
      }
    }
    if (seconds == 0) {
      throw new EOFException("the agency has not finished");
    }
  }

  /** How many bets have come. */
  long bets() {
    return bets;
  }

  /** From the agency's greeting to the end of its bets. */
  double seconds() {
    return seconds;
  }

  /** What the clock has said at the end of the bets. */
  Duration processorTime() {
    return processorTime;
  }

  private Response answer(Request request) throws ProtocolException {
    return switch (request) {
      case Request.Hello _ -> {
        helloNanos = System.nanoTime();
        yield new Response.Welcome(
            0, new BetStreamDigest().value(), frameBytes, Response.Stage.OPEN);
      }
      case Request.Finish _ -> {
        seconds = (System.nanoTime() - helloNanos) / 1e9;
        processorTime = clock.get();
        yield new Response.Finished(1, 2);
      }
      case Request.AskWinners _ -> new Response.NotReady(1, 2);
      case Request.Ping m -> new Response.Pong(m.echo());
      case Request.Batch _ -> throw new ProtocolException("a batch was counted before");
    };
  }

  private static boolean isBatch(ByteBuffer body) {
    return body.get(0) == BATCH;
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
