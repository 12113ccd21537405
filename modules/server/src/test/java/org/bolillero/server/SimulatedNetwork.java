package org.bolillero.server;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.bolillero.simulation.Choices;
import org.jspecify.annotations.Nullable;

/**
 * A network that delivers in pieces, loses connections, and has a time of its own, which passes
 * when nobody has anything else to do. For threads of which one runs at a time.
 */
final class SimulatedNetwork {
  private final Choices choices;
  private final List<Waiting> waiting = new ArrayList<>();
  private final List<SimulatedSocket> officeSide = new ArrayList<>();
  private @Nullable Consumer<Socket> listener;
  private long nowMillis;
  private int losses;

  /** Somebody who goes on when it is time. */
  private record Waiting(Thread thread, long untilMillis) {}

  SimulatedNetwork(Choices choices) {
    this.choices = choices;
  }

  Choices choices() {
    return choices;
  }

  /** An office takes connections from now on. */
  void listen(Consumer<Socket> office) {
    listener = office;
  }

  /** No office takes connections any more. */
  void stopListening() {
    listener = null;
  }

  /** The machine of the office is gone, and by that its ends of all connections. */
  void loseOffice() {
    stopListening();
    officeSide.forEach(SimulatedSocket::reset);
    officeSide.clear();
  }

  /** Connects to the office. */
  void connect(SimulatedSocket agency) throws SocketException {
    if (listener == null) {
      throw new ConnectException("no office is there");
    }
    SimulatedSocket office = new SimulatedSocket(this);
    office.pairWith(agency);
    officeSide.add(office);
    listener.accept(office);
  }

  /** How many of the office's ends of connections are open. */
  long openOfOffice() {
    return officeSide.stream().filter(each -> !each.isClosed()).count();
  }

  /** How many connections were lost so far. */
  int losses() {
    return losses;
  }

  void countLoss() {
    losses++;
  }

  /** The time that has passed. */
  long nanoTime() {
    return TimeUnit.MILLISECONDS.toNanos(nowMillis);
  }

  /** Lets the calling thread wait. */
  void sleep(int millis) {
    long until = nowMillis + millis;
    await(() -> nowMillis >= until, millis);
  }

  /** Waits until something is so, or until time is up; returns whether it is. 0: for ever. */
  boolean await(BooleanSupplier condition, int timeoutMillis) {
    Waiting me =
        new Waiting(
            Thread.currentThread(),
            timeoutMillis == 0 ? Long.MAX_VALUE : nowMillis + timeoutMillis);
    waiting.add(me);
    while (!condition.getAsBoolean() && nowMillis < me.untilMillis) {
      LockSupport.park();
    }
    waiting.remove(me);
    return condition.getAsBoolean();
  }

  /** Lets time pass until somebody's wait is over; false if nobody waits for the time. */
  boolean passTime() {
    return passTime(Long.MAX_VALUE - nowMillis - 1);
  }

  /** The same, unless that is further off. */
  boolean passTime(long millisMax) {
    Waiting next =
        waiting.stream().min(Comparator.comparingLong(Waiting::untilMillis)).orElse(null);
    if (next == null || next.untilMillis > nowMillis + millisMax) {
      return false;
    }
    waiting.remove(next); // It may have been killed, and then it would be the next for ever.
    nowMillis = next.untilMillis;
    LockSupport.unpark(next.thread);
    return true;
  }

  /** A new end of a connection for an agency; it is lost at some time, as chance has it. */
  SimulatedSocket socket() throws IOException {
    return new SimulatedSocket(this);
  }
}
