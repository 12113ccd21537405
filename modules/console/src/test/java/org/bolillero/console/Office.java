package org.bolillero.console;

import java.io.PrintWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Commands that have settings of every kind and print what they were called with. */
@Command(name = "bolillero", header = "Does it.")
@Commands({Office.Server.class, Office.Bet.class, Office.Ping.class})
final class Office {

  @Command(
      name = "server",
      header = "Is told everything.",
      description = "Runs the office.",
      footer = {"  bolillero server --port 0", "  SERVER_PORT=1 bolillero server"})
  @Ends({ExitCode.IN_USE, ExitCode.DAMAGED})
  static final class Server implements Action {
    @Option(
        names = "--port",
        paramLabel = "PORT",
        defaultValue = "12345",
        description = "The port to listen on.")
    @Setting(key = "server.port", min = 0, max = 65_535)
    private int port;

    @Option(names = "--listen-backlog", paramLabel = "VALUE")
    @Setting(key = "server.listen_backlog", min = 1)
    private @Nullable Long backlog;

    @Option(names = "--log-level", paramLabel = "VALUE", defaultValue = "INFO")
    @Setting(key = "logging.level")
    private LogLevel level;

    @Option(names = "--sync")
    @Setting(key = "server.sync")
    private boolean sync;

    @Option(names = "--agencies", paramLabel = "VALUE", split = ",", defaultValue = "1,2")
    @Setting(key = "agencies", min = 1, max = 99)
    private List<Long> agencies;

    @Option(names = "--seed", paramLabel = "VALUE", defaultValue = "-1")
    private long seed;

    @Option(names = "--dry-run", description = "Not a setting.")
    private boolean dryRun;

    @Override
    public ExitCode run(PrintWriter out) {
      out.printf("%d %s %s %s %s %d %s", port, backlog, level, sync, agencies, seed, dryRun);
      return ExitCode.OK;
    }
  }

  @Command(name = "bet", header = "Does it.")
  static final class Bet implements Action {
    @Option(names = "--server", paramLabel = "ADDRESS", required = true, description = "Where.")
    @Setting(prefix = "CLI_", key = "server.address")
    private String address;

    @Option(names = "--batch", paramLabel = "VALUE", defaultValue = "100")
    @Setting(prefix = "CLI_", key = "batch.maxAmount", min = 0, max = 1_000)
    private int batch;

    @Option(names = "--first-name", paramLabel = "VALUE")
    @Setting(key = "nombre")
    private @Nullable String firstName;

    @Parameters(paramLabel = "NUMBER", arity = "0..1", description = "The number.")
    @Setting(key = "numero", min = 0, max = 9_999)
    private @Nullable Integer number;

    @Override
    public ExitCode run(PrintWriter out) {
      out.printf("%s %d %s %s", address, batch, firstName, number);
      return ExitCode.OK;
    }
  }

  @Command(name = "ping", header = "Does it.")
  static final class Ping implements Action {
    @Parameters(paramLabel = "HOST", description = "Where.")
    private List<String> hosts = List.of();

    @Override
    public ExitCode run(PrintWriter out) {
      out.print(hosts);
      return ExitCode.OK;
    }
  }
}
