package org.bolillero.integration;

import static org.bolillero.fuzz.Patience.await;

import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.bolillero.protocol.Request;

/** Connections that send requests and never read an answer. */
final class DeafConnections implements AutoCloseable {
  /** So that none waits for a handshake until it has had its time. */
  private static final int CONNECTING_MAX = 16;

  private final int port;
  private final Certificates certificates;
  private final Queue<RawAgency> deaf = new ConcurrentLinkedQueue<>();
  private final Semaphore connecting = new Semaphore(CONNECTING_MAX);
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /** Returns when all are connected. */
  DeafConnections(int port, Certificates certificates, int size) {
    this.port = port;
    this.certificates = certificates;
    for (int i = 0; i < size; i++) {
      threads.execute(this::connectAndAsk);
    }
    await().atMost(Programs.PATIENCE).until(() -> deaf.size() == size);
  }

  private void connectAndAsk() {
    Request[] pings = new Request[100];
    Arrays.fill(pings, new Request.Ping(ByteBuffer.allocate(64)));
    try {
      RawAgency agency = connect();
      deaf.add(agency);
      while (true) {
        agency.send(pings);
      }
    } catch (IOException _) {
      // The office has ended it.
    }
  }

  private RawAgency connect() throws IOException {
    connecting.acquireUninterruptibly();
    try {
      Socket small = certificates.socket(1);
      small.setReceiveBufferSize(1_024);
      return new RawAgency(port, 1, small);
    } finally {
      connecting.release();
    }
  }

  @Override
  public void close() throws IOException {
    for (RawAgency each : deaf) {
      each.close();
    }
    threads.close();
  }
}
