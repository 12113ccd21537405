package org.bolillero.integration;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.bolillero.lottery.Bet;
import org.bolillero.lottery.BetBatch;
import org.bolillero.lottery.BetBatchBuilder;
import org.bolillero.lottery.BetStreamDigest;
import org.bolillero.lottery.InvalidBetException;
import org.bolillero.protocol.FrameReader;
import org.bolillero.protocol.FrameWriter;
import org.bolillero.protocol.MessageCodec;
import org.bolillero.protocol.Protocol;
import org.bolillero.protocol.ProtocolException;
import org.bolillero.protocol.Request;
import org.bolillero.protocol.Response;

/** A connection that sends just what it is told to, and is so cheap that there may be many. */
final class RawAgency implements AutoCloseable {
  /** An answer that takes longer will not come. */
  private static final int PATIENCE_MILLIS = 120_000;

  private static final LocalDate BIRTH_DATE = LocalDate.of(2000, 1, 1);

  private final int agency;
  private final Socket socket;
  private final FrameReader reader;
  private final FrameWriter writer;
  private final BetStreamDigest digest = new BetStreamDigest();
  private long sent;

  RawAgency(int port, int agency) throws IOException {
    this(port, agency, new Socket());
  }

  /** Over a socket with options of its own, not connected yet. */
  RawAgency(int port, int agency, Socket socket) throws IOException {
    this.agency = agency;
    this.socket = socket;
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(PATIENCE_MILLIS);
    // Reset at the end, or else the side that closes first would keep the port for a minute.
    socket.setSoLinger(true, 0);
    this.reader = new FrameReader(socket.getInputStream(), Protocol.FRAME_BYTES_LIMIT);
    this.writer = new FrameWriter(socket.getOutputStream(), Protocol.FRAME_BYTES_LIMIT);
  }

  /** Connects and greets. */
  static RawAgency greeted(int port, int agency) throws IOException, ProtocolException {
    return greeted(port, agency, new Socket());
  }

  /** Connects a socket, and greets over it. */
  static RawAgency greeted(int port, int agency, Socket socket)
      throws IOException, ProtocolException {
    RawAgency greeted = new RawAgency(port, agency, socket);
    greeted.send(new Request.Hello(Protocol.VERSION, 1, agency));
    greeted.receive(Response.Welcome.class);
    return greeted;
  }

  void send(Request... requests) throws IOException {
    for (Request each : requests) {
      writer.write(each);
    }
    writer.flush();
  }

  void sendRaw(byte... bytes) throws IOException {
    socket.getOutputStream().write(bytes);
  }

  /** Discards what still comes, for a moment or until the office closes. */
  void awaitEnd() throws IOException {
    socket.setSoTimeout(100);
    socket.getInputStream().readAllBytes();
  }

  /** Reads for a moment; false once the office has ended the connection. */
  boolean isOpenForAMoment() throws IOException {
    socket.setSoTimeout(100);
    try {
      return socket.getInputStream().read() >= 0;
    } catch (SocketTimeoutException _) {
      return true;
    }
  }

  /** Waits for whatever the office says next. */
  Response receive() throws IOException, ProtocolException {
    ByteBuffer frame =
        reader.read().orElseThrow(() -> new IOException("the office has closed the connection"));
    return MessageCodec.decodeResponse(frame);
  }

  <T extends Response> T receive(Class<T> expected) throws IOException, ProtocolException {
    Response response = receive();
    if (!expected.isInstance(response)) {
      throw new AssertionError("expected " + expected.getSimpleName() + ", came " + response);
    }
    return expected.cast(response);
  }

  /** The document of this agency's bets. */
  String document() {
    return Integer.toString(10_000_000 + agency);
  }

  /** A request with the next bet, which wins. */
  Request.Batch nextBet() {
    BetBatchBuilder builder = new BetBatchBuilder(1, 1_000, BIRTH_DATE);
    try {
      builder.add(new Bet("Ana", "Paz", document(), BIRTH_DATE, RealOffice.WINNING_NUMBER));
    } catch (InvalidBetException e) {
      throw new AssertionError(e);
    }
    BetBatch bets = builder.build();
    digest.update(bets);
    return new Request.Batch(sent++, bets);
  }

  /** The request that ends the bets. */
  Request.Finish end() {
    return new Request.Finish(sent, digest.value());
  }

  /** Waits for the winners that were asked for, and returns their documents. */
  List<String> receiveWinners() throws IOException, ProtocolException {
    List<String> documents = new ArrayList<>();
    boolean last = false;
    while (!last) {
      Response.WinnersPart part = receive(Response.WinnersPart.class);
      documents.addAll(Bets.documents(part.documents()));
      last = part.last();
    }
    return documents;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
