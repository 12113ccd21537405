package org.bolillero.integration;

import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.bolillero.protocol.Request;

/** Connections that send requests and never read an answer. */
final class DeafConnections implements AutoCloseable {
  private final Queue<RawAgency> deaf = new ConcurrentLinkedQueue<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /** Returns when all are connected. */
  DeafConnections(int port, int size) throws IOException {
    for (int i = 0; i < size; i++) {
      Socket small = new Socket();
      small.setReceiveBufferSize(1_024);
      RawAgency each = new RawAgency(port, 1, small);
      deaf.add(each);
      threads.execute(() -> ask(each));
    }
  }

  private static void ask(RawAgency agency) {
    Request[] pings = new Request[100];
    Arrays.fill(pings, new Request.Ping(ByteBuffer.allocate(64)));
    try {
      while (true) {
        agency.send(pings);
      }
    } catch (IOException _) {
      // The office has ended it.
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
