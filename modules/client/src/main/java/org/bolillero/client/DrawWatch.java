package org.bolillero.client;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.bolillero.console.CommandException;
import org.bolillero.protocol.Request;
import org.bolillero.protocol.Response;

/**
 * Looks now and then, while an agency waits for the draw, whether its office still answers, if
 * there are others that may have taken over. TCP notices that a machine or a process is gone, but
 * not that a process is paused: its system goes on acknowledging for it.
 *
 * <p>The connection that waits is not touched. The office does not read from it, and another HELLO
 * would supersede it, so the office is asked over a connection of its own, by a PING. And the
 * connection is only given up when another office has answered a HELLO: a paused office may go on.
 * Used by the thread that converses.
 */
final class DrawWatch {
  /** The first look comes after half of this at the earliest, and after all of it at the latest. */
  private static final Duration PERIOD = Duration.ofMinutes(1);

  /** The period doubles so often: those who wait for days should cost the office little. */
  private static final int DOUBLINGS = 2;

  /** How long an office may take to accept a connection, and again to answer. */
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final Logger LOGGER = LogManager.getLogger(DrawWatch.class);

  private final Dialer dialer;
  private final Offices offices;
  private final Request.Hello hello;
  private final Consumer<Socket> onSocket;
  private final RandomGenerator random;
  private final Duration shortest;
  private final Duration patience;
  private Duration period;

  /**
   * Prepares to watch over one wait.
   *
   * @param dialer makes the connections
   * @param offices the one that is waited for, and those that may take over
   * @param hello what is said to those
   * @param answerTimeout how long the office may take to answer; if that is short, so is all here
   * @param onSocket receives each socket before it connects; closing it ends that at once
   */
  DrawWatch(
      Dialer dialer,
      Offices offices,
      Request.Hello hello,
      Duration answerTimeout,
      Consumer<Socket> onSocket,
      RandomGenerator random) {
    this.dialer = dialer;
    this.offices = offices;
    this.hello = hello;
    this.onSocket = onSocket;
    this.random = random;
    this.shortest = shorter(PERIOD, answerTimeout);
    this.patience = shorter(PATIENCE, answerTimeout);
    this.period = shortest;
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  /**
   * How long to wait until the next look; random, so that agencies do not all look at once. Zero
   * means for ever.
   */
  Duration untilNext() {
    if (offices.count() == 1) {
      return Duration.ZERO;
    }
    long half = period.toNanos() / 2;
    return Duration.ofNanos(half + random.nextLong(half + 1));
  }

  /**
   * Looks whether the office is there. If it is not, and no other one is, the wait goes on.
   *
   * @param waiting the connection over which the agency waits
   * @throws IOException if it should be given up for another office
   */
  void look(Connection waiting) throws IOException {
    if (isThere(waiting)) {
      Duration longest = shortest.multipliedBy(1 << DOUBLINGS);
      period = shorter(period.multipliedBy(2), longest);
      return;
    }
    period = shortest;
    Optional<ServerAddress> other =
        offices.nextOnes().detectOptional(server -> welcomes(server, waiting));
    if (other.isPresent()) {
      offices.silent();
      throw new IOException("the office does not answer any more, but " + other.get() + " does");
    }
  }

  /** Whether the office answers, whatever it says. */
  private boolean isThere(Connection waiting) {
    try (Connection asked = dial(waiting.server(), waiting.address())) {
      asked.ask(new Request.Ping(ByteBuffer.allocate(0)), Response.Pong.class);
      LOGGER.debug("action: ping | result: success | server: {}", waiting.server());
      return true;
    } catch (PassingErrorException | CommandException e) {
      logFailed("ping", waiting.server(), e);
      return true;
    } catch (IOException e) {
      logFailed("ping", waiting.server(), e);
      return false;
    }
  }

  /** Whether an office takes this agency, at any of its addresses but that which is waited for. */
  private boolean welcomes(ServerAddress server, Connection waiting) {
    try {
      return dialer.addresses(server).stream()
          .filter(address -> !waiting.isTo(address, server.port()))
          .anyMatch(address -> welcomes(server, address));
    } catch (IOException e) {
      logFailed("hello", server, e);
      return false;
    }
  }

  private boolean welcomes(ServerAddress server, InetAddress address) {
    try (Connection asked = dial(server, address)) {
      return greets(asked);
    } catch (IOException | CommandException e) {
      logFailed("hello", server, e);
      return false;
    }
  }

  private boolean greets(Connection asked) throws IOException, CommandException {
    try {
      asked.ask(hello, Response.Welcome.class);
      return true;
    } catch (PassingErrorException e) {
      throw e;
    } catch (IOException e) {
      offices.greetingUnanswered();
      throw e;
    }
  }

  private Connection dial(ServerAddress server, InetAddress address) throws IOException {
    Connection connection = dialer.only(address).dial(server, patience, 0, onSocket);
    connection.timeout(patience);
    return connection;
  }

  private static void logFailed(String action, ServerAddress server, Exception why) {
    LOGGER.debug(
        "action: {} | result: fail | server: {} | motivo: {}", action, server, why.getMessage());
  }
}
