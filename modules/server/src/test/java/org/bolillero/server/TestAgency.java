package org.bolillero.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.bolillero.lottery.BetBatch;
import org.bolillero.lottery.BetStreamDigest;
import org.bolillero.office.testing.TestBets;
import org.bolillero.protocol.ErrorCode;
import org.bolillero.protocol.FrameReader;
import org.bolillero.protocol.FrameWriter;
import org.bolillero.protocol.MessageCodec;
import org.bolillero.protocol.Protocol;
import org.bolillero.protocol.ProtocolException;
import org.bolillero.protocol.Request;
import org.bolillero.protocol.Response;

/** An agency of the tests: says exactly what it is told to, over a real socket. */
public final class TestAgency implements AutoCloseable {
  /** An answer that takes longer does not come any more. */
  private static final int PATIENCE_MILLIS = 300_000;

  private final int agency;
  private final Socket socket;
  private final FrameReader reader;
  private final FrameWriter writer;
  private final BetStreamDigest digest = new BetStreamDigest();
  private long sent;

  public TestAgency(int port, int agency) throws IOException {
    this(port, agency, new Socket());
  }

  /** An agency over a socket with options of its own, not connected yet. */
  public TestAgency(int port, int agency, Socket socket) throws IOException {
    this.agency = agency;
    this.socket = socket;
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(PATIENCE_MILLIS);
    this.reader = new FrameReader(socket.getInputStream(), Protocol.FRAME_BYTES_LIMIT);
    this.writer = new FrameWriter(socket.getOutputStream(), Protocol.FRAME_BYTES_LIMIT);
  }

  /** Connects and greets. */
  public static TestAgency greeted(int port, int agency) throws IOException, ProtocolException {
    TestAgency greeted = new TestAgency(port, agency);
    greeted.ask(greeted.hello(), Response.Welcome.class);
    return greeted;
  }

  public Request.Hello hello() {
    return new Request.Hello(Protocol.VERSION, 1, agency);
  }

  public void send(Request... requests) throws IOException {
    for (Request each : requests) {
      writer.write(each);
    }
    writer.flush();
  }

  /** Sends, if the office has not closed the connection by now. */
  public void sendIfOpen(Request... requests) {
    try {
      send(requests);
    } catch (IOException _) {
      // What the office has said before is still there to be read.
    }
  }

  public void sendRaw(byte... bytes) throws IOException {
    socket.getOutputStream().write(bytes);
  }

  /** The next answer; empty if the office has closed the connection. */
  public Optional<Response> receiveIfAny() throws IOException, ProtocolException {
    Optional<ByteBuffer> frame = reader.read();
    return frame.isPresent()
        ? Optional.of(MessageCodec.decodeResponse(frame.get()))
        : Optional.empty();
  }

  public Response receive() throws IOException, ProtocolException {
    return receiveIfAny()
        .orElseThrow(() -> new IOException("the office has closed the connection"));
  }

  public <T extends Response> T receive(Class<T> expected) throws IOException, ProtocolException {
    Response response = receive();
    if (!expected.isInstance(response)) {
      throw new AssertionError("expected " + expected.getSimpleName() + ", came " + response);
    }
    return expected.cast(response);
  }

  /** Expects an error and then the end of the connection; gives the text of the error. */
  public String receiveError(ErrorCode expected) throws IOException, ProtocolException {
    Response.Failure failure = receive(Response.Failure.class);
    assertEquals(Optional.of(expected), failure.error(), failure.text());
    assertEquals(Optional.empty(), receiveIfAny());
    return failure.text();
  }

  /** Reads until the office has ended the connection, in whatever way. */
  public void awaitEnd() throws ProtocolException {
    try {
      while (receiveIfAny().isPresent()) {
        // Whatever it is.
      }
    } catch (SocketTimeoutException e) {
      throw new AssertionError("the office has not ended the connection", e);
    } catch (IOException _) {
      // It has ended it in a hurry.
    }
  }

  public <T extends Response> T ask(Request request, Class<T> expected)
      throws IOException, ProtocolException {
    send(request);
    return receive(expected);
  }

  /** A request with bets that follow those sent before. */
  public Request.Batch next(BetBatch bets) {
    long first = sent;
    sent += bets.count();
    digest.update(bets);
    return new Request.Batch(first, bets);
  }

  /** Sends bets that follow those sent before. */
  public Response.Stored submit(BetBatch bets) throws IOException, ProtocolException {
    return ask(next(bets), Response.Stored.class);
  }

  /** A request that ends the bets sent over this connection, which must be all. */
  public Request.Finish end() {
    return new Request.Finish(sent, digest.value());
  }

  public Response.Finished finish() throws IOException, ProtocolException {
    return ask(end(), Response.Finished.class);
  }

  /** Waits for the draw and gives the documents of the winners. */
  public List<String> winners() throws IOException, ProtocolException {
    send(new Request.AskWinners(true));
    return receiveWinners();
  }

  public List<String> receiveWinners() throws IOException, ProtocolException {
    return receiveWinners(receive(Response.WinnersPart.class));
  }

  /** Receives what follows a first part, and gives the documents of all. */
  public List<String> receiveWinners(Response.WinnersPart first)
      throws IOException, ProtocolException {
    List<String> documents = TestBets.documents(first.documents());
    Response.WinnersPart part = first;
    while (!part.last()) {
      part = receive(Response.WinnersPart.class);
      documents.addAll(TestBets.documents(part.documents()));
    }
    assertEquals(part.total(), documents.size());
    return documents;
  }

  /** Delivers a batch, finishes, and waits for the winners. */
  public static List<String> wholeJob(int port, int agency, BetBatch bets)
      throws IOException, ProtocolException {
    try (TestAgency job = greeted(port, agency)) {
      job.submit(bets);
      job.finish();
      return job.winners();
    }
  }

  public Socket socket() {
    return socket;
  }

  /** Closes the connection early. */
  public void hangUp() throws IOException {
    socket.close();
  }

  @Override
  public void close() throws IOException {
    hangUp();
  }
}
