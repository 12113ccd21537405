package org.bolillero.client;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.bolillero.client.Dialer.Streams;
import org.bolillero.lottery.Bet;
import org.bolillero.lottery.BetBatchBuilder;
import org.bolillero.lottery.BetStreamDigest;
import org.bolillero.lottery.InvalidBetException;
import org.bolillero.protocol.ErrorCode;
import org.bolillero.protocol.FrameReader;
import org.bolillero.protocol.FrameWriter;
import org.bolillero.protocol.MessageCodec;
import org.bolillero.protocol.Protocol;
import org.bolillero.protocol.ProtocolException;
import org.bolillero.protocol.Request;
import org.bolillero.protocol.Response;
import org.bolillero.protocol.Response.Stage;
import org.jspecify.annotations.Nullable;

/**
 * An office for one agency, in memory, that speaks the real protocol over real sockets. It serves
 * as an office does, but each of its connections may be cut after some bytes, and a test may decide
 * itself what is said on the next ones.
 */
final class TestOffice implements AutoCloseable {
  static final int EXPECTED = 5;

  /** What is said on one connection. */
  @FunctionalInterface
  interface Script {
    void play(Peer peer) throws Exception;
  }

  /** What is read from and written to a connection that was accepted. */
  @FunctionalInterface
  interface Opening {
    Streams of(Socket accepted) throws IOException;
  }

  private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final Opening opening;
  private final Queue<Script> scripts = new ConcurrentLinkedQueue<>();
  private final List<Socket> sockets = new CopyOnWriteArrayList<>();
  private final CompletableFuture<List<String>> winners = new CompletableFuture<>();
  private volatile Supplier<Cut> cuts = () -> Cut.NONE;
  private volatile Script usual = Peer::serve;

  // What follows is guarded by this object.
  private final List<Bet> bets = new ArrayList<>();
  private final BetStreamDigest digest = new BetStreamDigest();
  private boolean isFinished;

  /** Whether the agency had finished before sales were closed. */
  private boolean isFinishedInTime;

  /** How many bets are taken until sales are closed. */
  private int room = Integer.MAX_VALUE;

  private int draw = 1;
  private boolean isCorrected;
  private final List<Integer> drawsAskedFor = new ArrayList<>();
  private int frameBytesMax = Protocol.FRAME_BYTES_DEFAULT;
  private int greetings;
  private int asked;
  private int largestBatch;
  private @Nullable Peer newest;

  private final Thread acceptor = Thread.ofVirtual().unstarted(this::accept);

  /** Speaks plain. */
  TestOffice() throws IOException {
    this(Streams::of);
  }

  TestOffice(Opening opening) throws IOException {
    this.opening = opening;
    acceptor.start();
  }

  ServerAddress address() {
    return new ServerAddress(listener.getInetAddress().getHostAddress(), listener.getLocalPort());
  }

  /** Has the next connection that nothing is said for yet follow a script. */
  TestOffice next(Script script) {
    scripts.add(script);
    return this;
  }

  /** Takes every later connection, and says nothing: its process is paused. */
  void pause() {
    usual = Peer::beSilent;
  }

  /** Has every later connection cut. */
  void cut(Supplier<Cut> supplier) {
    cuts = supplier;
  }

  /** Holds the draw, now or as soon as the agency has finished. */
  void draw(List<String> documents) {
    winners.complete(documents);
  }

  /** Has bets already. */
  synchronized TestOffice with(List<Bet> stored) {
    BetBatchBuilder builder =
        new BetBatchBuilder(1, Protocol.FRAME_BYTES_DEFAULT, LocalDate.of(2026, 1, 1));
    for (Bet bet : stored) {
      try {
        builder.add(bet);
      } catch (InvalidBetException e) {
        throw new IllegalArgumentException(e);
      }
      digest.update(builder.build());
      bets.add(bet);
    }
    return this;
  }

  /** Says that it takes frames of this size. */
  synchronized TestOffice frameBytesMax(int bytes) {
    frameBytesMax = bytes;
    return this;
  }

  /** Has its agency finished already. */
  synchronized void finish() {
    isFinishedInTime |= !isFinished && bets.size() < room;
    isFinished = true;
  }

  /** Closes sales as soon as it has this many bets. */
  synchronized TestOffice closeAt(int count) {
    room = count;
    return this;
  }

  /** Says from now on that its draw is this one, whichever is asked for. */
  synchronized void draw(int number) {
    draw = number;
  }

  /** Says from now on that its result is a correction. */
  synchronized void correct() {
    isCorrected = true;
  }

  /** The draws of all HELLOs. */
  synchronized List<Integer> drawsAskedFor() {
    return List.copyOf(drawsAskedFor);
  }

  synchronized List<Bet> bets() {
    return List.copyOf(bets);
  }

  synchronized boolean isFinished() {
    return isFinished;
  }

  /** How many bets the largest batch had. */
  synchronized int largestBatch() {
    return largestBatch;
  }

  /** How many connections it has taken. */
  int accepted() {
    return sockets.size();
  }

  /** How often an agency has said HELLO. */
  synchronized int greetings() {
    return greetings;
  }

  /** How often an agency has begun to wait for the draw. */
  synchronized int asked() {
    return asked;
  }

  @Override
  public void close() throws IOException {
    listener.close();
    winners.completeExceptionally(new IOException("closed"));
    for (Socket socket : sockets) {
      socket.close();
    }
    try {
      // The system goes on taking connections until the last thread has left the listener.
      acceptor.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = listener.accept();
        socket.setTcpNoDelay(true);
        sockets.add(socket);
        Thread.ofVirtual().start(() -> play(socket));
      }
    } catch (IOException _) {
      // Closed by the test.
    }
  }

  private void play(Socket socket) {
    Script script = scripts.poll();
    try (socket) {
      Peer peer = new Peer(opening.of(socket), script == null ? cuts.get() : Cut.NONE);
      if (script == null) {
        usual.play(peer);
      } else {
        script.play(peer);
      }
    } catch (Exception _) {
      // A connection that ends is what these tests are about; its bets tell the rest.
    }
  }

  private synchronized Response.Welcome greet(Peer peer, Request.Hello hello) {
    greetings++;
    drawsAskedFor.add(hello.draw());
    newest = peer;
    Stage stage = !isFinished ? Stage.OPEN : winners.isDone() ? Stage.DRAWN : Stage.FINISHED;
    return new Response.Welcome(
        bets.size(), digest.value(), frameBytesMax, stage, OptionalInt.of(draw));
  }

  private synchronized Response store(Peer peer, Request.Batch batch) throws IOException {
    long end = batch.firstIndex() + batch.bets().count();
    if (peer != newest) {
      throw new IOException("superseded");
    }
    if (end <= bets.size()) {
      return new Response.Stored(bets.size());
    } else if (end > room && !isFinishedInTime) {
      room = bets.size(); // What is there counts, and nothing more.
      return new Response.Failure(
          ErrorCode.CLOSED, "sales are closed; %d bets of agency 1 count".formatted(room));
    } else if (batch.firstIndex() != bets.size()) {
      return new Response.Failure(ErrorCode.OUT_OF_ORDER, "expected " + bets.size());
    } else if (isFinished) {
      return new Response.Failure(ErrorCode.ALREADY_FINISHED, "agency 1 has finished");
    }
    batch.bets().forEach(bets::add);
    digest.update(batch.bets());
    largestBatch = Math.max(largestBatch, batch.bets().count());
    return new Response.Stored(bets.size());
  }

  private synchronized Response finish(Request.Finish finish) {
    if (finish.total() != bets.size() || !finish.digest().equals(digest.value())) {
      return new Response.Failure(ErrorCode.TOTALS_DIFFER, "expected " + bets.size());
    }
    finish();
    return new Response.Finished(1, EXPECTED);
  }

  /** One connection as the office sees it. */
  final class Peer {
    private final FrameReader in;
    private final OutputStream raw;
    private final FrameWriter out;

    Peer(Streams streams, Cut cut) {
      in = new FrameReader(cut.from(streams.in()), Protocol.FRAME_BYTES_LIMIT);
      raw = cut.to(streams.out());
      out = new FrameWriter(raw, Protocol.FRAME_BYTES_LIMIT);
    }

    /** Waits for the next request, whose bytes are valid until the next call. */
    Request receive() throws IOException, ProtocolException {
      return MessageCodec.decodeRequest(
          in.read().orElseThrow(() -> new IOException("the agency has closed")));
    }

    /** Takes the next request, which has to be of a kind. */
    <T extends Request> T expect(Class<T> kind) throws IOException, ProtocolException {
      return kind.cast(receive());
    }

    void send(Response... responses) throws IOException {
      for (Response response : responses) {
        out.write(response);
      }
      out.flush();
    }

    /** Takes HELLO and answers as the office does. */
    void welcome() throws IOException, ProtocolException {
      send(greet(this, expect(Request.Hello.class)));
    }

    /** Reads and says nothing until the agency closes. */
    void beSilent() throws Exception {
      while (true) {
        receive();
      }
    }

    /** Does what an office does until the connection ends. */
    void serve() throws Exception {
      while (true) {
        answer(receive());
      }
    }

    /** Does what an office does with one request. */
    void answer(Request request) throws Exception {
      for (Response response : responses(request)) {
        send(response);
      }
    }

    /** Does what an office does with one request, but does not say so. */
    void swallow(Request request) throws Exception {
      responses(request);
    }

    /** Sends what need not be a message. */
    void sendBytes(byte... bytes) throws IOException {
      raw.write(bytes);
    }

    private List<? extends Response> responses(Request request) throws Exception {
      return switch (request) {
        case Request.Hello m -> List.of(greet(this, m));
        case Request.Batch m -> List.of(store(this, m));
        case Request.Finish m -> List.of(finish(m));
        case Request.Ping m -> List.of(new Response.Pong(m.echo()));
        case Request.AskWinners m when !m.waiting() && !winners.isDone() ->
            List.of(new Response.NotReady(1, EXPECTED));
        case Request.AskWinners _ -> {
          countAsked();
          yield parts(winners.get()).stream().map(TestOffice.this::corrected).toList();
        }
      };
    }
  }

  private synchronized Response.WinnersPart corrected(Response.WinnersPart part) {
    return part(part, isCorrected);
  }

  /** The same part, of a correction or not. */
  static Response.WinnersPart part(Response.WinnersPart part, boolean isCorrection) {
    return new Response.WinnersPart(part.total(), part.last(), isCorrection, part.documents());
  }

  private synchronized void countAsked() {
    asked++;
  }

  /** One part a winner, and an empty last one. */
  private static List<Response.WinnersPart> parts(List<String> documents) {
    List<Response.WinnersPart> parts = new ArrayList<>();
    for (String document : documents) {
      parts.add(part(documents.size(), false, document));
    }
    parts.add(part(documents.size(), true));
    return parts;
  }

  static Response.WinnersPart part(int total, boolean isLast, String... documents) {
    ByteBuffer bytes = ByteBuffer.allocate(17 * documents.length);
    for (String document : documents) {
      bytes.put((byte) document.length()).put(document.getBytes(US_ASCII));
    }
    return new Response.WinnersPart(total, isLast, false, bytes.flip());
  }
}
