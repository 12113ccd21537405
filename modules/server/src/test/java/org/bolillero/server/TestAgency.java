package org.bolillero.server;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
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

/** An agency of the tests: says exactly what it is told to, over a real socket. */
final class TestAgency implements AutoCloseable {
  private final int agency;
  private final Socket socket;
  private final FrameReader reader;
  private final FrameWriter writer;
  private final BetStreamDigest digest = new BetStreamDigest();
  private long sent;

  TestAgency(int port, int agency) throws IOException {
    this.agency = agency;
    this.socket = new Socket(InetAddress.getLoopbackAddress(), port);
    this.socket.setTcpNoDelay(true);
    this.reader = new FrameReader(socket.getInputStream(), Protocol.FRAME_BYTES_LIMIT);
    this.writer = new FrameWriter(socket.getOutputStream(), Protocol.FRAME_BYTES_LIMIT);
  }

  /** Connects and greets. */
  static TestAgency greeted(int port, int agency) throws IOException, ProtocolException {
    TestAgency greeted = new TestAgency(port, agency);
    greeted.ask(greeted.hello(), Response.Welcome.class);
    return greeted;
  }

  Request.Hello hello() {
    return new Request.Hello(Protocol.VERSION, 1, agency);
  }

  /** Some bets of which the first {@code winners} are on the winning number. */
  static BetBatch bets(int agency, int count, int winners) {
    try {
      BetBatchBuilder builder =
          new BetBatchBuilder(
              BetBatch.COUNT_MAX, Protocol.FRAME_BYTES_LIMIT, LocalDate.EPOCH.plusYears(50));
      for (int i = 0; i < count; i++) {
        String document = Integer.toString(agency * 1_000_000 + i);
        int number = i < winners ? 7574 : 1;
        builder.add(new Bet("Ana", "Ñandú", document, LocalDate.of(2000, 1, 1), number));
      }
      return builder.build();
    } catch (InvalidBetException e) {
      throw new AssertionError(e);
    }
  }

  void send(Request request) throws IOException {
    writer.write(request);
    writer.flush();
  }

  Response receive() throws IOException, ProtocolException {
    return MessageCodec.decodeResponse(
        reader.read().orElseThrow(() -> new IOException("the office has closed the connection")));
  }

  <T extends Response> T receive(Class<T> expected) throws IOException, ProtocolException {
    Response response = receive();
    if (!expected.isInstance(response)) {
      throw new AssertionError("expected " + expected.getSimpleName() + ", came " + response);
    }
    return expected.cast(response);
  }

  <T extends Response> T ask(Request request, Class<T> expected)
      throws IOException, ProtocolException {
    send(request);
    return receive(expected);
  }

  /** Sends bets that follow those sent before. */
  Response.Stored submit(BetBatch bets) throws IOException, ProtocolException {
    long first = sent;
    sent += bets.count();
    digest.update(bets);
    return ask(new Request.Batch(first, bets), Response.Stored.class);
  }

  Response.Finished finish() throws IOException, ProtocolException {
    return ask(new Request.Finish(sent, digest.value()), Response.Finished.class);
  }

  /** Waits for the draw and gives the documents of the winners. */
  List<String> winners() throws IOException, ProtocolException {
    send(new Request.AskWinners(true));
    return receiveWinners();
  }

  List<String> receiveWinners() throws IOException, ProtocolException {
    List<String> documents = new ArrayList<>();
    Response.WinnersPart part;
    do {
      part = receive(Response.WinnersPart.class);
      ByteBuffer bytes = part.documents().duplicate();
      while (bytes.hasRemaining()) {
        byte[] document = new byte[bytes.get()];
        bytes.get(document);
        documents.add(new String(document, US_ASCII));
      }
    } while (!part.last());
    if (documents.size() != part.total()) {
      throw new AssertionError("announced " + part.total() + " winners, sent " + documents.size());
    }
    return documents;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
