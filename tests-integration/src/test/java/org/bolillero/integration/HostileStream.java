package org.bolillero.integration;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import org.bolillero.protocol.Protocol;
import org.bolillero.protocol.Request;

/** Connections without end, one after the other, each of which does something that it must not. */
final class HostileStream implements AutoCloseable {
  private static final int AT_ONCE = 8;

  private final int port;
  private final ExecutorService attackers = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicInteger connections = new AtomicInteger();
  private volatile boolean goOn = true;

  HostileStream(int port) {
    this.port = port;
    for (int i = 0; i < AT_ONCE; i++) {
      attackers.execute(this::attack);
    }
  }

  private void attack() {
    while (goOn) {
      try (RawAgency agency = new RawAgency(port, 1)) {
        connections.incrementAndGet();
        attack(agency, ThreadLocalRandom.current());
      } catch (IOException _) {
        // The office has thrown it out.
      }
    }
  }

  private static void attack(RawAgency agency, RandomGenerator random) throws IOException {
    switch (random.nextInt(7)) {
      case 0 -> agency.sendRaw(garbage(random));
      case 1 -> agency.sendRaw((byte) 0x7F, (byte) -1, (byte) -1, (byte) -1); // far too long
      case 2 -> agency.sendRaw((byte) 0, (byte) 0, (byte) 1, (byte) 0, (byte) 2); // a piece
      case 3 -> agency.send(new Request.Hello(Protocol.VERSION, 1, 999_999));
      case 4 -> agency.send(new Request.Hello(Protocol.VERSION, 2, 1));
      case 5 -> agency.send(agency.nextBet(), agency.end()); // without a greeting
      default -> {
        Request[] pings = new Request[1_000];
        Arrays.fill(pings, new Request.Ping(ByteBuffer.allocate(64)));
        agency.send(pings);
      }
    }
    if (random.nextBoolean()) {
      agency.awaitEnd();
    }
  }

  private static byte[] garbage(RandomGenerator random) {
    byte[] garbage = new byte[random.nextInt(1, 1_000)];
    random.nextBytes(garbage);
    return garbage;
  }

  /** How many there were by now. */
  int connections() {
    return connections.get();
  }

  @Override
  public void close() {
    goOn = false;
    attackers.close();
  }
}
