package org.bolillero.server;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bolillero.office.DecisionException;
import org.bolillero.office.Draw;
import org.bolillero.office.DrawAnswer.Standing;
import org.bolillero.office.testing.TestBets;
import org.bolillero.protocol.FrameReader;
import org.bolillero.protocol.FrameWriter;
import org.bolillero.protocol.MessageCodec;
import org.bolillero.protocol.Protocol;
import org.bolillero.protocol.ProtocolException;
import org.bolillero.protocol.Request;
import org.bolillero.protocol.Response;
import org.bolillero.simulation.Choices;
import org.bolillero.simulation.Interleavings;
import org.bolillero.simulation.SeededThreads;
import org.bolillero.simulation.SimulatedMachine;
import org.bolillero.storage.LogException;
import org.jspecify.annotations.Nullable;

/**
 * A simulated office of two agencies, to which the first one says anything, and the {@link
 * ModelOffice} that says what is answered. Nothing is lost on the way, but it comes in pieces.
 */
final class FuzzedOffice {
  private static final int PERMITS = 1;

  /** As long as a farewell, and much less than any patience with an agency. */
  private static final Duration SOON = AgencySocket.FAREWELL_MAX;

  final ModelOffice model = new ModelOffice();

  private final SeededThreads threads;
  private final SeededThreads.Group people;
  private final SeededThreads.Group process;
  private final SimulatedNetwork network;
  private final FuzzedWire wire;
  private final OfficeSettings settings =
      new OfficeSetup(Path.of("nowhere"), 2).sessionsMax(PERMITS).settings();

  private @Nullable Draw draw;
  private @Nullable Sessions sessions;

  /** Chance keeps out of connecting: it would choose connections to lose. */
  private boolean connecting;

  /** The first agency's connection, what came over it, and what should have come. */
  private @Nullable Socket connection;

  private ByteArrayOutputStream received = new ByteArrayOutputStream();
  private final List<String> expected = new ArrayList<>();

  /** What was sent and is no whole frame yet. */
  private byte[] pending = {};

  /** Whether the office should still listen. */
  private boolean open;

  private boolean isImpostor;

  /** What the second agency has in the draw. */
  private List<String> otherWinners = List.of();

  FuzzedOffice(Choices choices, FuzzedWire wire) {
    this.wire = wire;
    threads = new SeededThreads(choices);
    people = threads.group();
    network = new SimulatedNetwork(bound -> connecting ? bound - 1 : choices.below(bound));
    process = threads.group();
    SimulatedHardware hardware =
        new SimulatedHardware(
            SimulatedFiles.of(new SimulatedMachine(choices), process),
            network::nanoTime,
            OfficeSetup.CLOCK,
            process,
            SimulatedHardware.Fault.NONE);
    process.newThread(Interleavings.unchecked(() -> start(hardware))).start();
    settle();
  }

  private void start(SimulatedHardware hardware) throws Exception {
    Draw opened = hardware.openDraw(settings.terms().orElseThrow(), _ -> {}, new ArrayList<>());
    Transport transport = wire.ofOffice(hardware, _ -> {});
    Sessions begun = hardware.sessions(settings, opened, transport, _ -> {});
    opened.resume();
    network.listen(0, begun::begin);
    draw = opened;
    sessions = begun;
  }

  /** Sends bytes of the first agency, over a new connection if there is none. */
  void send(byte[] bytes) throws IOException, ProtocolException {
    Socket socket = connection == null ? connect() : connection;
    try {
      socket.getOutputStream().write(bytes, 0, bytes.length);
    } catch (SocketException e) {
      if (open) {
        throw e;
      }
    }
    if (!open) {
      return; // After an error, what comes is read and thrown away for a moment.
    }
    pending = ByteBuffer.allocate(pending.length + bytes.length).put(pending).put(bytes).array();
    expectAnswers();
  }

  private Socket connect() throws IOException {
    connecting = true;
    Socket socket = wire.ofAgency(network.socket(), 1);
    if (wire.isSecure()) {
      people
          .newThread(Interleavings.unchecked(() -> socket.connect(new InetSocketAddress(0))))
          .start();
      settle();
    } else {
      socket.connect(new InetSocketAddress(0));
    }
    connecting = false;
    ByteArrayOutputStream target = new ByteArrayOutputStream();
    people.newThread(() -> receive(socket, target)).start();
    connection = socket;
    received = target;
    open = true;
    model.greeted = false;
    return socket;
  }

  private static void receive(Socket socket, ByteArrayOutputStream target) {
    byte[] bytes = new byte[8_192];
    try {
      int count = socket.getInputStream().read(bytes, 0, bytes.length);
      while (count >= 0) {
        target.write(bytes, 0, count);
        count = socket.getInputStream().read(bytes, 0, bytes.length);
      }
    } catch (IOException _) {
      // It has hung up itself; a reset by the office shows in what is missing.
    }
  }

  /** Asks the model about each whole frame. */
  private void expectAnswers() throws IOException, ProtocolException {
    ByteBuffer rest = ByteBuffer.wrap(pending);
    while (open && !isImpostor && rest.remaining() >= 4) {
      int length = rest.getInt(rest.position());
      if (length < 1 || length > Protocol.FRAME_BYTES_DEFAULT - 4) {
        expectError("MALFORMED");
      } else if (length > rest.remaining() - 4) {
        break;
      } else {
        expectAnswer(rest.slice(rest.position() + 4, length));
        rest.position(rest.position() + 4 + length);
      }
    }
    pending = new byte[rest.remaining()];
    rest.get(pending);
  }

  private void expectAnswer(ByteBuffer body) throws IOException, ProtocolException {
    Request request;
    try {
      request = MessageCodec.decodeRequest(body);
    } catch (ProtocolException _) {
      expectError("MALFORMED");
      return;
    }
    if (!model.greeted && wire.isSecure() && isHelloOfAnother(request)) {
      expectError("FORBIDDEN");
      return;
    }
    if (!model.greeted && isHelloOfTheOther(request)) {
      isImpostor = true;
      return;
    }
    boolean waits = request instanceof Request.AskWinners ask && ask.waiting() && model.greeted;
    if (waits && model.isSettled() && !model.isOtherSettled()) {
      serveTheOther();
    }
    boolean wasDrawn = model.isDrawn();
    String answer = model.answer(request);
    if (model.isDrawn() && !wasDrawn) {
      settle(); // What comes next is answered before the draw or after it.
    }
    if (answer.matches("[A-Z_]+") && !answer.equals("PONG")) {
      expectError(answer);
    } else {
      expected.add(answer);
    }
  }

  private static boolean isHelloOfTheOther(Request request) {
    return request instanceof Request.Hello(int version, int draw, int agency)
        && version >= Protocol.VERSION_OLDEST
        && version <= Protocol.VERSION
        && draw == 1
        && agency == 2;
  }

  private static boolean isHelloOfAnother(Request request) {
    return request instanceof Request.Hello(int version, int _, int agency)
        && version >= Protocol.VERSION_OLDEST
        && version <= Protocol.VERSION
        && agency != 1;
  }

  private void expectError(String code) {
    expected.add(code);
    open = false;
  }

  /**
   * Whether the first agency has greeted as the second one. Without TLS nobody can keep it from
   * that, and what happens then is more than the model knows.
   */
  boolean isImpostor() {
    return isImpostor;
  }

  /** Sends nothing until the office loses its patience. */
  void fallSilent() throws IOException, ProtocolException {
    settle();
    if (connection != null) {
      network.passTime();
      settle();
      if (open) {
        expectError("TIMEOUT");
      }
      hangUp();
    }
  }

  /** Ends the connection, after a comparison of what came over it with what should have come. */
  void hangUp() throws IOException, ProtocolException {
    settle();
    if (connection != null) {
      List<String> answers = new ArrayList<>();
      FrameReader reader =
          new FrameReader(
              new ByteArrayInputStream(received.toByteArray()), Protocol.FRAME_BYTES_LIMIT);
      for (var body = reader.read(); body.isPresent(); body = reader.read()) {
        Response answer = MessageCodec.decodeResponse(body.get());
        boolean continues = answer instanceof Response.WinnersPart part && !part.last();
        if (!continues) {
          answers.add(Answers.describe(answer));
        }
      }
      assertEquals(Answers.collapsed(expected), Answers.collapsed(answers));
      connection.close();
      connection = null;
      expected.clear();
      pending = new byte[0];
      settle();
    }
    assertEquals(0, network.openOfOffices(), "connections that the office has not closed");
  }

  /** Until nobody has anything to do soon. */
  void settle() {
    while (threads.step() || network.passTime(SOON)) {
      // One after the other.
    }
  }

  /** An official closes sales. */
  void closeSales() {
    boolean isTooLate = model.closed || model.isDrawn();
    decide(isTooLate, opened -> opened.officials().closeSales("ana", "it is late"));
    model.closed = true;
  }

  /** An official excuses one of the two agencies. */
  void excuse(int agency) {
    boolean isNotNeeded = agency == 1 ? model.isSettled() : model.isOtherSettled();
    decide(isNotNeeded, opened -> opened.officials().excuse(agency, "ana", "it does not come"));
    model.excused |= agency == 1 && !isNotNeeded;
    model.otherExcused |= agency == 2 && !isNotNeeded;
  }

  /** What an official does with the draw. */
  private interface Deciding {
    void with(Draw draw) throws DecisionException, LogException;
  }

  /** Between any two requests. */
  private void decide(boolean isConflict, Deciding decision) {
    settle();
    boolean[] refused = {false};
    process
        .newThread(
            Interleavings.unchecked(() -> {
              try {
                decision.with(requireNonNull(draw));
              } catch (DecisionException e) {
                assertEquals(DecisionException.Kind.CONFLICT, e.kind());
                refused[0] = true;
              }
            }))
        .start();
    settle();
    assertEquals(isConflict, refused[0], "a decision is refused");
  }

  /** The second agency does its job, whatever the first one has done. */
  void serveTheOther() {
    settle();
    visit(other -> {
      if (!model.otherFinished) {
        if (!model.closed && !model.otherExcused) {
          other.submit(TestBets.of(2, 3, 1));
          otherWinners = List.of("2000000");
        }
        other.finish();
      }
      if (model.isSettled()) {
        assertEquals(otherWinners, other.winners());
      }
    });
    model.otherFinished = true;
  }

  private interface Visit {
    void to(TestAgency office) throws IOException, ProtocolException;
  }

  private void visit(Visit visit) {
    boolean[] done = {false};
    people
        .newThread(() -> {
          connecting = true;
          try (TestAgency agency = new TestAgency(0, 2, wire.ofAgency(network.socket(), 2))) {
            connecting = false;
            agency.ask(agency.hello(), Response.Welcome.class);
            visit.to(agency);
            done[0] = true;
          } catch (IOException | ProtocolException e) {
            throw new AssertionError("a good agency is not served", e);
          }
        })
        .start();
    settle();
    assertTrue(done[0], "a good agency is not served");
  }

  /** What was answered is stored, and nothing is held by anybody. */
  void check() throws IOException, ProtocolException {
    hangUp();
    serveTheOther();
    assertEquals(0, network.openOfOffices(), "connections that the office has not closed");
    assertEquals(PERMITS, requireNonNull(sessions).permits().availablePermits(), "permits");
    Standing standing = SimulatedHardware.standing(requireNonNull(draw), 1);
    assertEquals(model.bets.size(), standing.total().bets());
    assertEquals(model.digest(), standing.total().digest());
    assertEquals(model.finished, standing.finished());
    Optional<?> drawn = requireNonNull(draw).announced();
    assertEquals(model.isDrawn(), drawn.isPresent());
  }

  static byte[] frame(Request request) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    FrameWriter writer = new FrameWriter(bytes, Protocol.FRAME_BYTES_DEFAULT);
    writer.write(request);
    writer.flush();
    return bytes.toByteArray();
  }
}
