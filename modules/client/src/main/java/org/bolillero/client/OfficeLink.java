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
 * The connection to the office: connects, says HELLO, and reconnects after a loss, to the next of
 * the {@link Offices} if there are several, until {@link Backoff} gives up. One thread converses;
 * any other may close, which ends that at once.
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
  private final Offices offices;
  private final Backoff backoff;
  private final Pause pause;
  private final RandomGenerator random;
  private final CountDownLatch closed = new CountDownLatch(1);

  /** The socket in use. Set before {@code closed} is read; closed after {@code closed} is set. */
  private volatile @Nullable Socket socket;

  /** Another one, over which the office is only asked something. As {@link #socket}. */
  private volatile @Nullable Socket asking;

  /** How many bets the office has acknowledged; -1 before its first WELCOME. */
  private volatile long stored = -1;

  /**
   * The draw that the next HELLO names. 0 asks for the one that is open, and is replaced by what
   * the office answers: a run must not go on in another draw. Owned by the thread that converses.
   */
  private int draw;

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
    this.offices = new Offices(settings.servers());
    this.backoff = new Backoff(offices.count(), settings.retryLimit(), nanoTime, random);
    this.pause = pause;
    this.random = random;
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

  /** Watches over one wait for the draw. */
  DrawWatch watch() {
    return new DrawWatch(
        dialer.with(dialer.layer().unchanged()),
        offices,
        hello(),
        settings.answerTimeout(),
        this::askOver,
        random);
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
    Socket other = asking;
    if (other != null) {
      close(other);
    }
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
    return dialer.dial(
        offices.current(), CONNECT_TIMEOUT, offices.firstAddress(), this::connectWith);
  }

  private void connectWith(Socket fresh) {
    socket = fresh;
    closeIfClosed(fresh);
  }

  private void askOver(Socket fresh) {
    asking = fresh;
    closeIfClosed(fresh);
  }

  private void closeIfClosed(Socket fresh) {
    if (isClosed()) {
      close(fresh);
    }
  }

  private Response.Welcome greet(Connection connection) throws IOException, CommandException {
    connection.timeout(settings.answerTimeout());
    Response.Welcome welcome;
    try {
      welcome = connection.ask(hello(), Response.Welcome.class);
    } catch (IOException e) {
      offices.silent();
      offices.greetingUnanswered();
      throw e;
    }
    if (offices.answered()) {
      LOGGER.info("action: connect | result: success | server: {}", offices.current());
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

  private Request.Hello hello() {
    return new Request.Hello(Protocol.VERSION, draw, settings.agency());
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
    if (!e.is(ErrorCode.SUPERSEDED) || !offices.excuseSuperseded()) {
      throw e;
    }
  }

  private void pauseAfter(IOException failure) throws CommandException, InterruptedException {
    ServerAddress server = offices.current();
    offices.failed(String.valueOf(failure.getMessage()));
    Duration time =
        backoff
            .afterFailure()
            .orElseThrow(() -> new CommandException(ExitCode.UNREACHABLE, gaveUp(), failure));
    LOGGER.warn(
        "action: connect | result: fail | server: {} | motivo: {} | reintento_ms: {}",
        server,
        failure.getMessage(),
        time.toMillis());
    pause.await(closed, time);
  }

  private String gaveUp() {
    return settings.retryLimit().isZero()
        ? offices.problems()
        : "gave up after " + settings.retryLimit().toSeconds() + " s: " + offices.problems();
  }
}
