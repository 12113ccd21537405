package org.bolillero.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.bolillero.lottery.BetBatch;
import org.bolillero.office.testing.TestBets;
import org.bolillero.protocol.ErrorCode;
import org.bolillero.protocol.ProtocolException;
import org.bolillero.protocol.Request;
import org.bolillero.protocol.Response;
import org.bolillero.simulation.Choices;

/**
 * An agency of a simulation: delivers its bets, finishes, asks for its winners, and comes back
 * until it has them, whatever happens to its connections. If sales are closed before it has
 * delivered all, it finishes with what counts. Also says what it should not. Checks what it is told
 * against its {@link SimulatedClaims}.
 */
final class SimulatedAgency implements Runnable {
  /** What may happen to any connection. */
  private static final Set<ErrorCode> ENDS =
      EnumSet.of(
          ErrorCode.SUPERSEDED,
          ErrorCode.TIMEOUT,
          ErrorCode.SHUTTING_DOWN,
          ErrorCode.UNAVAILABLE,
          ErrorCode.BUSY);

  private final SimulatedClaims claims;
  private final List<SimulatedClaims> all;
  private final SimulatedNetwork network;
  private final Choices choices;

  /** What kind of agency it is. */
  enum Kind {
    /** Comes back until it has its winners. */
    FAITHFUL,
    /** Speaks for an agency for some time, beside the faithful one. */
    PASSING,
    /** Delivers, but never finishes, and one day does not come back. */
    DESERTING
  }

  private final Kind kind;
  private final int delayMillis;

  /** How many connections it may open, unless it is faithful. */
  private int visitsLeft;

  /** How often it asks again for winners that it has: there may be others meanwhile. */
  private int repeatsLeft;

  private boolean done;

  /**
   * An agency.
   *
   * @param claims its own, which it may share with others that speak for the same agency
   * @param all those of all agencies
   * @param delayMillis how long it does not come at first
   */
  SimulatedAgency(
      Kind kind,
      SimulatedClaims claims,
      List<SimulatedClaims> all,
      SimulatedNetwork network,
      int visitsMax,
      int delayMillis) {
    this.kind = kind;
    this.claims = claims;
    this.all = all;
    this.network = network;
    this.choices = network.choices();
    this.visitsLeft = visitsMax;
    this.repeatsLeft = choices.below(4) % 3;
    this.delayMillis = delayMillis;
  }

  /** Whether it has had all that it wanted. */
  boolean isDone() {
    return done;
  }

  @Override
  public String toString() {
    return "agency " + claims.agency();
  }

  @Override
  public void run() {
    network.sleep(delayMillis);
    while (!done) {
      try (TestAgency connection =
          new TestAgency(network.anyPort(), claims.agency(), network.socket())) {
        visit(connection);
      } catch (IOException _) {
        // It comes back.
      } catch (ProtocolException e) {
        throw new AssertionError("the office has sent what is no message", e);
      }
      if (!done) {
        visitsLeft--;
        network.sleep(10 + choices.below(1000));
        done = visitsLeft == 0 && kind != Kind.FAITHFUL;
      }
    }
    if (kind == Kind.DESERTING) {
      claims.leave();
    }
  }

  private void visit(TestAgency office) throws IOException, ProtocolException {
    if (choices.oneIn(20)) {
      insist(office, new Request.Hello(1, 2, claims.agency()), ErrorCode.WRONG_DRAW);
      return;
    }
    SimulatedClaims.Greeting greeting = claims.greet();
    Response.Welcome welcome = ask(office, office.hello(), Response.Welcome.class);
    claims.hearWelcome(greeting, welcome);
    if (choices.oneIn(12)) {
      misbehave(office, welcome);
      return;
    }
    if (welcome.stage() == Response.Stage.OPEN) {
      deliver(office, welcome.stored());
      if (kind == Kind.DESERTING) {
        return;
      }
      finish(office);
    } else if (choices.oneIn(3)) {
      finish(office); // It need not know that it has.
    }
    if (choices.oneIn(3)) {
      poll(office);
    } else {
      askForWinners(office);
    }
  }

  private void deliver(TestAgency office, long stored) throws IOException, ProtocolException {
    int sizeMax = 1 + choices.below(8);
    long sent = stored;
    long heard = stored;
    while (heard < claims.target()) {
      int pipelined = 1 + choices.below(3);
      for (int i = 0; i < pipelined && sent < claims.target(); i++) {
        BetBatch batch = batch(sent, 1 + choices.below(sizeMax));
        claims.sendBatch(sent, batch.count());
        office.send(new Request.Batch(sent, batch));
        sent += batch.count();
      }
      hangUpPerhaps(office);
      while (heard < sent) {
        long now = receiveStored(office, heard);
        assertTrue(heard <= now && now <= sent, () -> this + ": stored " + now);
        claims.hearStored(now);
        heard = now;
      }
    }
  }

  /**
   * The answer to a batch.
   *
   * @param heard how many bets are stored by all that was answered over this connection before
   */
  private long receiveStored(TestAgency office, long heard) throws IOException, ProtocolException {
    Response response = receive(office);
    if (response instanceof Response.Stored stored) {
      return stored.stored();
    }
    expectClosed(response, heard);
    throw new IOException("sales are closed");
  }

  private void expectClosed(Response response, long heard) {
    if (!(response instanceof Response.Failure failure)
        || failure.code() != ErrorCode.CLOSED.code()) {
      throw new AssertionError(this + ": expected to be told of the close, came " + response);
    }
    claims.hearClosed(heard, failure.text());
  }

  private BetBatch batch(long first, int count) {
    int end = (int) Math.min(first + count, claims.target());
    return TestBets.of(claims.bets().subList((int) first, end));
  }

  private void finish(TestAgency office) throws IOException, ProtocolException {
    int total = claims.target();
    claims.sendFinish();
    office.send(new Request.Finish(total, claims.digestOf(total)));
    hangUpPerhaps(office);
    Response.Finished receipt = expect(office, Response.Finished.class);
    claims.hearFinished(total);
    checkProgress(receipt.finished(), receipt.expected());
    assertTrue(receipt.finished() > 0, () -> this + ": nobody has finished");
  }

  private void poll(TestAgency office) throws IOException, ProtocolException {
    while (true) {
      int told = claims.told();
      office.send(new Request.AskWinners(false));
      switch (receive(office)) {
        case Response.NotReady(int finished, int expected) -> checkProgress(finished, expected);
        case Response.WinnersPart part -> {
          hearWinners(office, part, told);
          return;
        }
        case Response other -> throw new AssertionError(this + ": told " + other);
      }
      network.sleep(1 + choices.below(1000));
    }
  }

  private void checkProgress(int finished, int expected) {
    assertEquals(all.size(), expected);
    long possible = all.stream().filter(SimulatedClaims::maySettle).count();
    assertTrue(
        finished <= possible, () -> this + ": " + finished + " have finished of " + possible);
  }

  private void askForWinners(TestAgency office) throws IOException, ProtocolException {
    int told = claims.told();
    office.send(new Request.AskWinners(true));
    hangUpPerhaps(office);
    hearWinners(office, expect(office, Response.WinnersPart.class), told);
  }

  private void hearWinners(TestAgency office, Response.WinnersPart first, int told)
      throws IOException, ProtocolException {
    assertTrue(all.stream().allMatch(SimulatedClaims::maySettle), "drawn before all had finished");
    claims.hearWinners(office.receiveWinners(first), first.isCorrection(), told);
    repeatsLeft--;
    done = repeatsLeft < 0;
  }

  /** Says what a sound agency does not say, and must be told so. */
  private void misbehave(TestAgency office, Response.Welcome welcome)
      throws IOException, ProtocolException {
    long stored = welcome.stored();
    boolean open = welcome.stage() == Response.Stage.OPEN;
    switch (choices.below(6)) {
      case 0 -> insist(office, office.hello(), ErrorCode.MALFORMED);
      case 1 -> insistUnlessClosed(office, stored, strange(stored + 1), ErrorCode.OUT_OF_ORDER);
      case 2 -> {
        Request.Finish wrong = new Request.Finish(stored + 1, claims.digestOf(stored));
        insist(office, wrong, ErrorCode.TOTALS_DIFFER);
      }
      case 3 -> {
        if (open) {
          waitTooEarly(office);
        } else {
          insistUnlessClosed(office, stored, strange(stored), ErrorCode.ALREADY_FINISHED);
        }
      }
      case 4 -> repeat(office, stored);
      default -> {
        BetBatch bad = TestBets.withBadNumber(claims.agency(), stored, 3, choices.below(3));
        ask(office, new Request.Batch(stored, bad), Response.Rejected.class);
      }
    }
  }

  /** Sends a batch that must be refused, also because sales may be closed. */
  private void insistUnlessClosed(
      TestAgency office, long stored, Request.Batch wrong, ErrorCode expected)
      throws IOException, ProtocolException {
    Response.Failure refusal = ask(office, wrong, Response.Failure.class);
    if (refusal.code() != expected.code()) {
      expectClosed(refusal, stored);
    }
  }

  /** Waits for the draw without having finished, which only an agency may that was excused. */
  private void waitTooEarly(TestAgency office) throws IOException, ProtocolException {
    int told = claims.told();
    office.send(new Request.AskWinners(true));
    Response response = receive(office);
    if (response instanceof Response.WinnersPart part && claims.maySettle()) {
      hearWinners(office, part, told);
    } else {
      checkRefusal(response, ErrorCode.NOT_FINISHED);
    }
  }

  /** Sends again what was stored, in any cut. */
  private void repeat(TestAgency office, long stored) throws IOException, ProtocolException {
    if (stored > 0) {
      long first = choices.below((int) stored);
      BetBatch batch = batch(first, 1 + choices.below((int) (stored - first)));
      Response.Stored answer = ask(office, new Request.Batch(first, batch), Response.Stored.class);
      assertEquals(stored, answer.stored(), toString());
    }
  }

  /** A batch that is sound, but does not belong here. */
  private Request.Batch strange(long first) {
    return new Request.Batch(first, TestBets.losing(claims.agency(), first, first + 2));
  }

  /** Sends what must be refused. */
  private void insist(TestAgency office, Request wrong, ErrorCode expected)
      throws IOException, ProtocolException {
    checkRefusal(ask(office, wrong, Response.Failure.class), expected);
  }

  private void checkRefusal(Response response, ErrorCode expected) {
    if (!(response instanceof Response.Failure refusal) || refusal.code() != expected.code()) {
      throw new AssertionError(this + ": expected " + expected + ", came " + response);
    }
  }

  private <T extends Response> T ask(TestAgency office, Request request, Class<T> expected)
      throws IOException, ProtocolException {
    office.send(request);
    return expect(office, expected);
  }

  private <T extends Response> T expect(TestAgency office, Class<T> expected)
      throws IOException, ProtocolException {
    Response response = receive(office);
    if (!expected.isInstance(response)) {
      throw new AssertionError(
          this + ": expected " + expected.getSimpleName() + ", came " + response);
    }
    return expected.cast(response);
  }

  private Response receive(TestAgency office) throws IOException, ProtocolException {
    Response response = office.receive();
    if (response instanceof Response.Failure failure
        && ENDS.contains(failure.error().orElseThrow())) {
      throw new IOException("the office has ended the conversation: " + failure.error());
    }
    return response;
  }

  private void hangUpPerhaps(TestAgency office) throws IOException {
    if (choices.oneIn(10)) {
      office.hangUp();
      throw new IOException("the agency has hung up");
    }
  }
}
