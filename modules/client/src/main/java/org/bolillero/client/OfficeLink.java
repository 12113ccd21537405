package org.bolillero.client;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.bolillero.console.CommandException;
import org.bolillero.console.ExitCode;
import org.bolillero.protocol.ErrorCode;
import org.bolillero.protocol.Protocol;
import org.bolillero.protocol.Request;
import org.bolillero.protocol.Response;
import org.jspecify.annotations.Nullable;

/**
 * The connection to the office: connects, says HELLO, and reconnects after a loss until {@link
 * Backoff} gives up. One thread converses; any other may close, which ends that at once.
 */
final class OfficeLink implements AutoCloseable {
  private static final Logger LOGGER = LogManager.getLogger(OfficeLink.class);

  /** How long the office may take to accept a connection. */
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

  /** What is said over one connection after WELCOME. */
  @FunctionalInterface
  interface Conversation<T> {
    /**
     * Converses. After an {@link IOException} it starts again over another connection, whose
     * WELCOME never has fewer bets than were acknowledged before.
     */
    T hold(Connection connection, Response.Welcome welcome)
        throws IOException, CommandException, InterruptedException;
  }

  /** Pauses for a while, or until the latch is released. */
  @FunctionalInterface
  interface Pause {
    void await(CountDownLatch end, Duration pause) throws InterruptedException;
  }

  private final AgencySettings settings;
  private final Dialer dialer;
  private final Backoff backoff;
  private final Pause pause;
  private final CountDownLatch closed = new CountDownLatch(1);

  /** The socket in use. Set before {@code closed} is read; closed after {@code closed} is set. */
  private volatile @Nullable Socket socket;

  /** How many bets the office has acknowledged; -1 before its first WELCOME. */
  private volatile long stored = -1;

  /**
   * The draw that the next HELLO names. 0 asks for the one that is open, and is replaced by what
   * the office answers: a run must not go on in another draw. Owned by the thread that converses.
   */
  private int draw;

  /**
   * How many HELLOs got no answer. The office may receive one of them after a later one, and then
   * treats its connection as the newest. Owned by the thread that converses.
   */
  private int unansweredGreetings;

  OfficeLink(AgencySettings settings) throws CommandException {
    this(
        settings,
        new Dialer(settings.tls().layer()),
        System::nanoTime,
        (end, pause) -> end.await(pause.toNanos(), TimeUnit.NANOSECONDS),
        RandomGenerator.getDefault());
  }

  OfficeLink(
      AgencySettings settings,
      Dialer dialer,
      LongSupplier nanoTime,
      Pause pause,
      RandomGenerator random) {
    this.settings = settings;
    this.draw = settings.draw();
    this.dialer = dialer;
    this.backoff = new Backoff(settings.retryLimit(), nanoTime, random);
    this.pause = pause;
  }

  /**
   * Converses, over as many connections as it takes, and returns what the conversation returns.
   *
   * @throws CommandException if the conversation throws it, the office is away for too long, or
   *     this is closed
   */
  <T> T converse(Conversation<T> conversation) throws CommandException {
    try {
      while (true) {
        try (Connection connection = connect()) {
          return conversation.hold(connection, greet(connection));
        } catch (IOException e) {
          requireOpen();
          pauseAfter(e);
        } catch (FinalErrorException e) {
          requireMaybeItself(e);
          pauseAfter(new IOException(e.getMessage(), e));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandException(ExitCode.INTERRUPTED, "interrupted", e);
    }
  }

  /** Records how many bets the office has acknowledged. Any thread may call it. */
  void stored(long count) {
    if (count > stored) {
      stored = count;
      backoff.progress();
    }
  }

  /** How many bets the office has acknowledged; -1 before its first WELCOME. */
  long acknowledged() {
    return stored;
  }

  /** Records progress other than acknowledged bets. */
  void progress() {
    backoff.progress();
  }

  /** Whether {@link #close} was called. */
  boolean isClosed() {
    return closed.getCount() == 0;
  }

  void requireOpen() throws CommandException {
    if (isClosed()) {
      throw new CommandException(ExitCode.INTERRUPTED, "closed before it was done");
    }
  }

  @Override
  public void close() {
    if (isClosed()) {
      return;
    }
    closed.countDown();
    Socket current = socket;
    if (current != null) {
      close(current);
      if (current.isConnected()) {
        LOGGER.info("action: close | result: success | recurso: conexion");
      }
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException _) {
      // It was only meant to be closed.
    }
  }

  private Connection connect() throws IOException {
    // If an address accepts connections but does not answer, the next attempt begins with another.
    return dialer.dial(settings.server(), CONNECT_TIMEOUT, unansweredGreetings, this::connectWith);
  }

  private void connectWith(Socket fresh) {
    socket = fresh;
    if (isClosed()) {
      close(fresh);
    }
  }

  private Response.Welcome greet(Connection connection) throws IOException, CommandException {
    connection.timeout(settings.answerTimeout());
    Response.Welcome welcome;
    try {
      welcome =
          connection.ask(
              new Request.Hello(Protocol.VERSION, draw, settings.agency()), Response.Welcome.class);
    } catch (IOException e) {
      unansweredGreetings++;
      throw e;
    }
    requireDraw(connection, welcome);
    if (welcome.stored() < stored) {
      throw new CommandException(
          ExitCode.REFUSED,
          "the office had acknowledged %d bets, but says now that it has %d"
              .formatted(stored, welcome.stored()));
    }
    stored(welcome.stored());
    connection.frameBytesMax(welcome.frameBytesMax());
    return welcome;
  }

  /** Checks that this is the draw that was asked for, and stays with it. */
  private void requireDraw(Connection connection, Response.Welcome welcome)
      throws CommandException {
    int told = welcome.draw().orElse(0);
    if (told == 0 || (draw != 0 && told != draw)) {
      throw connection.unexpected(welcome);
    }
    if (draw == 0) {
      draw = told;
      LOGGER.info("action: sorteo_abierto | result: success | draw: {}", told);
    }
  }

  /** Returns if this connection may have been superseded by a lost one of this agency's own. */
  private void requireMaybeItself(FinalErrorException e) throws FinalErrorException {
    if (!e.is(ErrorCode.SUPERSEDED) || unansweredGreetings == 0) {
      throw e;
    }
    unansweredGreetings--;
  }

  private void pauseAfter(IOException failure) throws CommandException, InterruptedException {
    Duration time =
        backoff
            .afterFailure()
            .orElseThrow(
                () -> new CommandException(ExitCode.UNREACHABLE, gaveUp(failure), failure));
    LOGGER.warn(
        "action: connect | result: fail | server: {} | motivo: {} | reintento_ms: {}",
        settings.server(),
        failure.getMessage(),
        time.toMillis());
    pause.await(closed, time);
  }

  private String gaveUp(IOException failure) {
    String problem = settings.server() + ": " + failure.getMessage();
    return settings.retryLimit().isZero()
        ? problem
        : "gave up after " + settings.retryLimit().toSeconds() + " s: " + problem;
  }
}
