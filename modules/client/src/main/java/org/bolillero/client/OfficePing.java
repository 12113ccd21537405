package org.bolillero.client;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.bolillero.client.AgencyException.Kind;
import org.bolillero.protocol.Protocol;
import org.bolillero.protocol.Request;
import org.bolillero.protocol.Response;

/** Asks whether an office is there, for a person or a health check. */
public final class OfficePing {
  private OfficePing() {}

  /**
   * Connects, and has the office repeat random bytes.
   *
   * @param server where the office should be
   * @param timeout how long connecting may take, and then the answer
   * @return how long the answer took
   * @throws AgencyException if no office answers there
   */
  public static Duration ping(ServerAddress server, Duration timeout) throws AgencyException {
    byte[] echo = new byte[Protocol.ECHO_BYTES_MAX];
    RandomGenerator.getDefault().nextBytes(echo);
    Request.Ping ping = new Request.Ping(ByteBuffer.wrap(echo));
    try (Connection connection = new Dialer().dial(server, timeout, 0, _ -> {})) {
      connection.timeout(timeout);
      long start = System.nanoTime();
      Response.Pong pong = connection.ask(ping, Response.Pong.class);
      long end = System.nanoTime();
      if (!pong.echo().equals(ping.echo())) {
        throw connection.unexpected(pong);
      }
      return Duration.ofNanos(end - start);
    } catch (IOException e) {
      throw new AgencyException(Kind.UNREACHABLE, server + ": " + e.getMessage(), e);
    }
  }
}
