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
import org.bolillero.protocol.Protocol;
import org.bolillero.protocol.Request;
import org.bolillero.protocol.Response;
import org.jspecify.annotations.Nullable;

/**
 * The way to the office: connects, greets, and connects again after a loss until {@link Backoff}
 * gives up. One thread converses; any other may close, which ends that at once.
 */
final class OfficeLink implements AutoCloseable {
  private static final Logger LOGGER = LogManager.getLogger(OfficeLink.class);

  /** How long the office may take to accept a connection. */
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

  /** What is said over one connection after the greeting. */
  @FunctionalInterface
  interface Conversation<T> {
    /**
     * Converses. After an {@link IOException} it starts again over another connection, whose
     * welcome never has fewer bets than were acknowledged before.
     */
    T hold(Connection connection, Response.Welcome welcome)
        throws IOException, CommandException, InterruptedException;
  }

  /** Pauses for a while, or until the latch is down. */
  @FunctionalInterface
  interface Pause {
    void await(CountDownLatch end, Duration pause) throws InterruptedException;
  }

  private final AgencySettings settings;
  private final Dialer dialer;
  private final Backoff backoff;
  private final Pause pause;
  private final CountDownLatch closed = new CountDownLatch(1);

  /** The connection in use. Set before {@code closed} is read, closed after it was set. */
  private volatile @Nullable Socket socket;

  /** How many bets the office has acknowledged; -1 before it has said anything. */
  private volatile long stored = -1;

  /**
   * How many greetings got no answer. The office may receive one of them after a later one, and
   * then takes its connection for the newest. Owned by the thread that converses.
   */
  private int unansweredGreetings;

  OfficeLink(AgencySettings settings) {
    this(
        settings,
        new Dialer(),
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
    this.dialer = dialer;
    this.backoff = new Backoff(settings.retryLimit(), nanoTime, random);
    this.pause = pause;
  }

  /**
   * Converses, over as many connections as it takes, and returns what the conversation returns.
   *
   * @throws CommandException if the conversation has thrown it, the office stays away for too long,
   *     or this is closed
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

  /** Notes how many bets the office has acknowledged. May be called by any thread. */
  void stored(long count) {
    if (count > stored) {
      stored = count;
      backoff.progress();
    }
  }

  /** Notes progress that no count of bets shows. */
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
      // Closing it was all that was wanted.
    }
  }

  private Connection connect() throws IOException {
    // If an address takes connections but does not answer, the next attempt begins with another.
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
    Response.Welcome welcome = askWelcome(connection);
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

  private Response.Welcome askWelcome(Connection connection) throws IOException, CommandException {
    try {
      return connection.ask(
          new Request.Hello(Protocol.VERSION, settings.draw(), settings.agency()),
          Response.Welcome.class);
    } catch (IOException e) {
      unansweredGreetings++;
      throw e;
    }
  }

  /** Returns if a connection of its own that it has lost may have superseded this one. */
  private void requireMaybeItself(FinalErrorException e) throws FinalErrorException {
    if (!e.isSuperseded() || unansweredGreetings == 0) {
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
