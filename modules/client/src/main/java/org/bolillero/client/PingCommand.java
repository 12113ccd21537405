package org.bolillero.client;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.bolillero.console.Action;
import org.bolillero.console.CommandException;
import org.bolillero.console.Ends;
import org.bolillero.console.ExitCode;
import org.bolillero.console.Setting;
import org.bolillero.protocol.Protocol;
import org.bolillero.protocol.Request;
import org.bolillero.protocol.Response;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code ping}: asks whether an office is there. */
@Command(
    name = "ping",
    header = "Ask whether an office is there.",
    description = "Has the office repeat random bytes, and prints how long that took.",
    footer = "  bolillero ping localhost:12345")
@Ends({ExitCode.UNREACHABLE, ExitCode.REFUSED})
public final class PingCommand implements Action {
  private static final double NANOS_PER_MILLI = 1e6;

  @Parameters(
      paramLabel = "HOST:PORT",
      description =
          "Ask the office at this address. Put an IPv6 address in brackets. Of several, with commas"
              + " between them, the first that answers is enough.",
      converter = ServerAddresses.Reader.class)
  @Setting(prefix = AgencySettings.PREFIX, key = "server.address")
  private ServerAddresses servers;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "5",
      description = "Wait at most this long to connect, and again for the answer.")
  @Setting(prefix = AgencySettings.PREFIX, key = "ping.timeout", min = 1, max = 86_400)
  private Duration timeout;

  @Mixin private final TlsSettings tls = new TlsSettings();
  @Mixin private final ExitOnSignal exitOnSignal = new ExitOnSignal();

  /** For one run. */
  public PingCommand() {}

  @Override
  public ExitCode run(PrintWriter out) throws CommandException {
    exitOnSignal.apply();
    Dialer.Layer layer = tls.layer();
    List<String> problems = new ArrayList<>();
    for (ServerAddress server : servers.all()) {
      try {
        Duration time = ping(server, timeout, layer);
        out.printf("%s answered in %.3f ms%n", server, time.toNanos() / NANOS_PER_MILLI);
        return ExitCode.OK;
      } catch (CommandException e) {
        if (e.exitCode() != ExitCode.UNREACHABLE) {
          throw e;
        }
        problems.add(e.getMessage());
      }
    }
    throw new CommandException(ExitCode.UNREACHABLE, String.join("; ", problems));
  }

  /** Connects, has the office repeat random bytes, and returns how long the answer took. */
  static Duration ping(ServerAddress server, Duration timeout, Dialer.Layer layer)
      throws CommandException {
    byte[] echo = new byte[Protocol.ECHO_BYTES_MAX];
    RandomGenerator.getDefault().nextBytes(echo);
    Request.Ping ping = new Request.Ping(ByteBuffer.wrap(echo));
    try (Connection connection = new Dialer(layer).dial(server, timeout, 0, _ -> {})) {
      connection.timeout(timeout);
      long start = System.nanoTime();
      Response.Pong pong = connection.ask(ping, Response.Pong.class);
      long end = System.nanoTime();
      if (!pong.echo().equals(ping.echo())) {
        throw connection.unexpected(pong);
      }
      return Duration.ofNanos(end - start);
    } catch (IOException e) {
      throw new CommandException(ExitCode.UNREACHABLE, server + ": " + e.getMessage(), e);
    }
  }
}
