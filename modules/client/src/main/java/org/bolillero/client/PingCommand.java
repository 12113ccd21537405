package org.bolillero.client;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.bolillero.client.OfficeOptions.ServerAddressConverter;
import org.bolillero.console.CommandException;
import org.bolillero.console.EnvironmentPrefix;
import org.bolillero.console.ExitCode;
import org.bolillero.console.ExitCodes;
import org.bolillero.console.Range;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code ping}: asks whether an office is there. */
@Command(
    name = "ping",
    header = "Ask whether an office is there.",
    description = "Has the office repeat random bytes, and prints how long that took.",
    footer = "bolillero ping localhost:12345")
@ExitCodes(ExitCode.UNREACHABLE)
@EnvironmentPrefix("CLI_")
public final class PingCommand implements Callable<Integer> {
  private static final double NANOS_PER_MILLI = 1e6;

  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "HOST:PORT",
      descriptionKey = "server.address",
      converter = ServerAddressConverter.class,
      description = "Ask the office that listens here. An IPv6 address stands in brackets.")
  private ServerAddress server;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "5",
      descriptionKey = "ping.timeout",
      description = "Give connecting this long, and then the answer.")
  @Range(min = 1, max = 86_400)
  private int timeout;

  /** For picocli, which sets the options. */
  public PingCommand() {}

  @Override
  public Integer call() throws CommandException {
    try {
      Duration time = OfficePing.ping(server, Duration.ofSeconds(timeout));
      spec.commandLine()
          .getOut()
          .printf("%s answered in %.3f ms%n", server, time.toNanos() / NANOS_PER_MILLI);
      return ExitCode.OK.code();
    } catch (AgencyException e) {
      throw new CommandException(ExitCode.UNREACHABLE, String.valueOf(e.getMessage()), e);
    }
  }
}
