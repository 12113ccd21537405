package org.bolillero.integration;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.function.IntSupplier;
import org.bolillero.client.ServerAddress;

/**
 * Stands between an agency and the office and does to each connection what a plan says. Connections
 * are counted from 0 by when they have reached the office; while there is no office, agencies are
 * turned away.
 */
final class FaultyProxy implements AutoCloseable {
  private final ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final IntSupplier officePort;
  private final IntFunction<FaultPlan> plans;
  private final Faults faults;
  private final AtomicInteger connections = new AtomicInteger();
  private final Set<ProxiedConnection> open = ConcurrentHashMap.newKeySet();
  private final Thread acceptor = Thread.ofVirtual().unstarted(this::accept);

  /**
   * Starts to listen.
   *
   * @param officePort where the office is now
   * @param plans what to do to each connection
   * @param faults is told what was done
   */
  FaultyProxy(IntSupplier officePort, IntFunction<FaultPlan> plans, Faults faults)
      throws IOException {
    this.officePort = officePort;
    this.plans = plans;
    this.faults = faults;
    acceptor.start();
  }

  ServerAddress address() {
    return new ServerAddress(listener.getInetAddress().getHostAddress(), listener.getLocalPort());
  }

  /** How many connections have reached the office. */
  int connections() {
    return connections.get();
  }

  private void accept() {
    try {
      while (true) {
        Socket agency = listener.accept();
        Thread.ofVirtual().start(() -> connect(agency));
      }
    } catch (IOException _) {
      // Closed by the test.
    }
  }

  private void connect(Socket agency) {
    try (agency;
        Socket office = new Socket()) {
      office.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), officePort.getAsInt()));
      FaultPlan plan = plans.apply(connections.getAndIncrement());
      ProxiedConnection connection = new ProxiedConnection(agency, office, plan, faults);
      open.add(connection);
      try {
        connection.run();
      } finally {
        open.remove(connection);
      }
    } catch (IOException _) {
      // There is no office now; the agency notices that it is alone.
    }
  }

  @Override
  public void close() throws IOException {
    listener.close();
    open.forEach(ProxiedConnection::cut);
    try {
      // The system goes on taking connections until the last thread has left the listener.
      acceptor.join();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
