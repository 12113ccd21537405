package org.bolillero.client;

import java.io.PrintWriter;
import java.time.Duration;
import org.bolillero.console.Action;
import org.bolillero.console.CommandException;
import org.bolillero.console.Ends;
import org.bolillero.console.ExitCode;
import org.bolillero.console.Setting;
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
@Ends(ExitCode.UNREACHABLE)
public final class PingCommand implements Action {
  private static final double NANOS_PER_MILLI = 1e6;

  @Parameters(
      paramLabel = "HOST:PORT",
      description = "Ask the office that listens here. An IPv6 address stands in brackets.",
      converter = ServerAddress.Reader.class)
  @Setting(prefix = AgencySettings.PREFIX, key = "server.address")
  private ServerAddress server;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "5",
      description = "Give connecting this long, and then the answer.")
  @Setting(prefix = AgencySettings.PREFIX, key = "ping.timeout", min = 1, max = 86_400)
  private Duration timeout;

  @Mixin private final ExitOnSignal exitOnSignal = new ExitOnSignal();

  /** For one run. */
  public PingCommand() {}

  @Override
  public ExitCode run(PrintWriter out) throws CommandException {
    exitOnSignal.apply();
    try {
      Duration time = OfficePing.ping(server, timeout);
      out.printf("%s answered in %.3f ms%n", server, time.toNanos() / NANOS_PER_MILLI);
      return ExitCode.OK;
    } catch (AgencyException e) {
      throw new CommandException(ExitCode.UNREACHABLE, String.valueOf(e.getMessage()), e);
    }
  }
}
