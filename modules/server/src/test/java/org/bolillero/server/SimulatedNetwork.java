package org.bolillero.server;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.bolillero.simulation.Choices;
import org.bolillero.simulation.SimulatedTime;
import org.jspecify.annotations.Nullable;

/**
 * A network that delivers in pieces and loses connections. Each office has a port in it, the first
 * one 0. For threads of which one runs at a time.
 */
final class SimulatedNetwork {
  private final Choices choices;
  private final SimulatedTime time;
  private final List<Port> ports = new ArrayList<>();
  private int losses;

  /** Where an office is. */
  private static final class Port {
    private final List<SimulatedSocket> officeSide = new ArrayList<>();
    private @Nullable Consumer<Socket> listener;
  }

  /** A network with one office, and a time of its own. */
  SimulatedNetwork(Choices choices) {
    this(choices, new SimulatedTime(), 1);
  }

  SimulatedNetwork(Choices choices, SimulatedTime time, int offices) {
    this.choices = choices;
    this.time = time;
    Stream.generate(Port::new).limit(offices).forEach(ports::add);
  }

  Choices choices() {
    return choices;
  }

  /** The port of any of the offices. */
  int anyPort() {
    return ports.size() == 1 ? 0 : choices.below(ports.size());
  }

  /** An office takes connections from now on. */
  void listen(int port, Consumer<Socket> office) {
    ports.get(port).listener = office;
  }

  /** The office takes no connections any more. */
  void stopListening(int port) {
    ports.get(port).listener = null;
  }

  /** The machine of the office is gone, and by that its ends of all connections. */
  void loseOffice(int port) {
    stopListening(port);
    ports.get(port).officeSide.forEach(SimulatedSocket::reset);
    ports.get(port).officeSide.clear();
  }

  /** Connects to an office. */
  void connect(SimulatedSocket agency, int port) throws SocketException {
    Port office = ports.get(port);
    if (office.listener == null) {
      throw new ConnectException("no office is there");
    }
    SimulatedSocket end = new SimulatedSocket(this);
    end.pairWith(agency);
    office.officeSide.add(end);
    office.listener.accept(end);
  }

  /** How many of the offices' ends of connections are open. */
  long openOfOffices() {
    return ports.stream()
        .flatMap(each -> each.officeSide.stream())
        .filter(each -> !each.isClosed())
        .count();
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
    return time.nanoTime();
  }

  /** Lets the calling thread wait. */
  void sleep(int millis) {
    time.sleep(Duration.ofMillis(millis));
  }

  /**
   * Waits until something is so, or until time is up; returns whether it is. Whoever makes it so
   * unparks the thread. 0: for ever.
   */
  boolean await(BooleanSupplier condition, int timeoutMillis) {
    Duration max = timeoutMillis == 0 ? SimulatedTime.FOREVER : Duration.ofMillis(timeoutMillis);
    return time.await(this, condition, max);
  }

  /** Lets time pass until somebody's wait is over; false if nobody waits for the time. */
  boolean passTime() {
    return time.pass(Duration.ZERO);
  }

  /** The same, unless that is further off. */
  boolean passTime(Duration max) {
    return time.passAtMost(max);
  }

  /** A new end of a connection for an agency; it is lost at some time, as chance has it. */
  SimulatedSocket socket() throws IOException {
    return new SimulatedSocket(this);
  }
}
