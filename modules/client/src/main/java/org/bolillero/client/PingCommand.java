package org.bolillero.client;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import org.bolillero.console.Command;
import org.bolillero.console.CommandException;
import org.bolillero.console.ExitCode;
import org.bolillero.console.ManualPage;
import org.bolillero.console.Option;
import org.bolillero.console.Options;
import org.bolillero.console.Termination;

/** The command {@code ping}: asks whether an office is there. */
public final class PingCommand implements Command {
  private static final double NANOS_PER_MILLI = 1e6;

  private final Options options = new Options();

  private final Option<ServerAddress> server =
      OfficeOptions.address(options, "HOST:PORT")
          .description("Ask the office that listens here. An IPv6 address stands in brackets.");

  private final Option<Integer> timeout =
      options
          .number("--timeout", 1, 86_400)
          .label("SECONDS")
          .byDefault(5)
          .setting(OfficeOptions.PREFIX, "ping.timeout")
          .description("Give connecting this long, and then the answer.");

  private final Option<Integer> exitOnSignal = OfficeOptions.exitOnSignal(options);

  /** For one run. */
  public PingCommand() {}

  @Override
  public ManualPage page() {
    return new ManualPage(
        "ping",
        "Ask whether an office is there.",
        List.of("Has the office repeat random bytes, and prints how long that took."),
        List.of("  bolillero ping localhost:12345"),
        List.of(ExitCode.UNREACHABLE));
  }

  @Override
  public Options options() {
    return options;
  }

  @Override
  public ExitCode run(PrintWriter out) throws CommandException {
    exitOnSignal.found().ifPresent(Termination::exitOnSignal);
    try {
      Duration time = OfficePing.ping(server.value(), Duration.ofSeconds(timeout.value()));
      out.printf("%s answered in %.3f ms%n", server.value(), time.toNanos() / NANOS_PER_MILLI);
      return ExitCode.OK;
    } catch (AgencyException e) {
      throw new CommandException(ExitCode.UNREACHABLE, String.valueOf(e.getMessage()), e);
    }
  }
}
