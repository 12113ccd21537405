package org.bolillero.integration;

import static java.util.Objects.requireNonNull;
import static org.bolillero.fuzz.Patience.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.IntSupplier;
import org.bolillero.lottery.Bet;
import org.bolillero.lottery.BetBatch;
import org.bolillero.lottery.BetBatchBuilder;
import org.bolillero.lottery.BetStreamDigest;
import org.bolillero.lottery.InvalidBetException;
import org.bolillero.protocol.ErrorCode;
import org.bolillero.protocol.ProtocolException;
import org.bolillero.protocol.Request;
import org.bolillero.protocol.Response;
import org.jspecify.annotations.Nullable;

/**
 * An agency that sells in small batches, as fast as it can, and keeps account of what the office
 * has told it. When its connection is lost it comes back. Used by one thread at a time.
 */
final class Seller implements AutoCloseable {
  /** So many batches are on their way at the same time. */
  private static final int WINDOW = 4;

  private static final int BATCH = 3;
  private static final LocalDate TODAY = LocalDate.of(2026, 1, 1);
  private static final Duration RETRY = Duration.ofMillis(20);

  private final IntSupplier port;
  private final int version;
  private final int draw;
  private final int agency;

  private @Nullable RawAgency connection;

  /** So many bets are stored, as the office has said. Others may look at it. */
  private volatile long told;

  /** So many bets were sent at some time. */
  private long sent;

  /** Whether the office has said that sales are closed. */
  private volatile boolean isClosed;

  /**
   * Does not connect yet.
   *
   * @param port where the office is now
   * @param version the version of the protocol that it speaks
   */
  Seller(IntSupplier port, int version, int draw, int agency) {
    this.port = port;
    this.version = version;
    this.draw = draw;
    this.agency = agency;
  }

  int agency() {
    return agency;
  }

  /** Goes on with what another run has sold. */
  void resume() {
    sent = Long.MAX_VALUE;
  }

  /** How many bets are stored, as far as it was told. */
  long told() {
    return told;
  }

  boolean isClosed() {
    return isClosed;
  }

  /**
   * Connects anew. What the office had said is stored must still be there.
   *
   * @throws IOException if nobody is there
   */
  void connect() throws IOException, ProtocolException {
    close();
    RawAgency next = new RawAgency(port.getAsInt(), agency);
    connection = next;
    next.send(new Request.Hello(version, draw, agency));
    Response answer = next.receive();
    if (!(answer instanceof Response.Welcome welcome)) {
      throw lost(answer);
    }
    assertTrue(
        welcome.stored() >= told && welcome.stored() <= sent,
        () -> "agency %d: told %d, sent %d, now %s".formatted(agency, told, sent, welcome));
    told = welcome.stored();
  }

  private RawAgency connection() {
    return requireNonNull(connection, "not connected");
  }

  /** Connects anew as soon as somebody is there. */
  void reconnect() {
    await()
        .atMost(Programs.PATIENCE)
        .pollDelay(Duration.ZERO)
        .pollInterval(RETRY)
        .ignoreExceptionsInstanceOf(IOException.class)
        .until(() -> {
          connect();
          return true;
        });
  }

  /** Sells over the connection that it has, until so many bets are stored or sales are closed. */
  void sell(long bets) throws IOException, ProtocolException {
    long next = told;
    while (!isClosed && told < bets) {
      for (int i = 0; i < WINDOW && next < bets; i++) {
        BetBatch batch = batch(next, Math.min(next + BATCH, bets));
        // Before anything of it can arrive.
        sent = Math.max(sent, next + batch.count());
        connection().send(new Request.Batch(next, batch));
        next += batch.count();
      }
      while (!isClosed && told < next) {
        hear(connection().receive());
      }
    }
  }

  /** Sends the next batch, without waiting for an answer. */
  void sendNext() throws IOException {
    sent = Math.max(sent, told + BATCH);
    connection().send(new Request.Batch(told, batch(told, told + BATCH)));
  }

  /** What was sent is not acknowledged: an office that cannot go on says so, or hangs up. */
  void assertNotStored() throws ProtocolException {
    try {
      Response response = connection().receive();
      assertTrue(response instanceof Response.Failure, response::toString);
    } catch (IOException _) {
      // It has hung up.
    }
  }

  private void hear(Response response) throws IOException {
    switch (response) {
      case Response.Stored stored -> {
        assertTrue(stored.stored() > told && stored.stored() <= sent, stored::toString);
        told = stored.stored();
      }
      case Response.Failure failure when failure.code() == ErrorCode.CLOSED.code() -> {
        String expected = "sales are closed; %d bets of agency %d count".formatted(told, agency);
        assertEquals(expected, failure.text());
        isClosed = true;
      }
      default -> throw lost(response);
    }
  }

  /** An office that cannot go on says so: as good as the end of the connection. */
  private IOException lost(Response response) {
    boolean isEnd =
        response instanceof Response.Failure failure
            && (failure.code() == ErrorCode.UNAVAILABLE.code()
                || failure.code() == ErrorCode.SHUTTING_DOWN.code());
    if (!isEnd) {
      throw new AssertionError("agency " + agency + ": " + response);
    }
    return new IOException(response.toString());
  }

  /** Sells until so many bets are stored, however often the connection is lost. */
  void sellHowever(long bets) throws ProtocolException {
    while (told < bets) {
      try {
        sell(bets);
      } catch (IOException _) {
        reconnect();
      }
    }
  }

  /** Sells until sales are closed, however often the connection is lost. */
  void sellUntilClosed() throws ProtocolException {
    while (!isClosed) {
      reconnect();
      try {
        sell(Long.MAX_VALUE);
      } catch (IOException _) {
        // The office was killed.
      }
    }
  }

  /** Says over the connection that it has that there are no more bets. */
  void finish() throws IOException, ProtocolException {
    connection().send(end());
    connection().receive(Response.Finished.class);
  }

  /** Says that there are no more bets, however often the connection is lost. */
  void finishHowever() throws ProtocolException {
    boolean finished = false;
    while (!finished) {
      reconnect();
      try {
        finish();
        finished = true;
      } catch (IOException _) {
        // The office was killed.
      }
    }
  }

  private Request.Finish end() {
    BetStreamDigest digest = new BetStreamDigest();
    for (long first = 0; first < told; first += BATCH) {
      digest.update(batch(first, Math.min(first + BATCH, told)));
    }
    return new Request.Finish(told, digest.value());
  }

  /** Asks over the connection that it has for its winners; empty if the draw was not held. */
  OptionalLong winners() throws IOException, ProtocolException {
    connection().send(new Request.AskWinners(false));
    long winners = 0;
    while (true) {
      switch (connection().receive()) {
        case Response.NotReady _ -> {
          return OptionalLong.empty();
        }
        case Response.WinnersPart part -> {
          winners += Bets.documents(part.documents()).size();
          if (part.last()) {
            return OptionalLong.of(winners);
          }
        }
        case Response other -> throw new AssertionError(other.toString());
      }
    }
  }

  /** The log has just the bets that the agency was told it has. */
  void assertCounted(DrawLog log) {
    List<Bet> expected = Bets.of(agency, Math.toIntExact(told));
    assertEquals(expected, log.bets(agency), () -> "agency " + agency);
    assertEquals(told, log.sealed(agency), () -> "sealed of agency " + agency);
  }

  private BetBatch batch(long from, long to) {
    BetBatchBuilder builder = new BetBatchBuilder(BATCH, 1_000, TODAY);
    try {
      for (long index = from; index < to; index++) {
        builder.add(Bets.bet(agency, Math.toIntExact(index)));
      }
    } catch (InvalidBetException e) {
      throw new AssertionError(e);
    }
    return builder.build();
  }

  @Override
  public void close() throws IOException {
    if (connection != null) {
      connection.close();
    }
  }
}
