package org.bolillero.console;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Commands that have settings of every kind and print what they were called with. */
@Command(
    name = "bolillero",
    subcommands = {Office.Server.class, Office.Bet.class, Office.Ping.class})
final class Office implements Callable<Integer> {
  enum Mode {
    FAST,
    SAFE
  }

  @Override
  public Integer call() {
    return 0;
  }

  @Command(
      name = "server",
      description = "Runs the office.",
      footer = {"Examples:", "  bolillero server --port 0", "  SERVER_PORT=1 bolillero server"})
  @ExitCodes({ExitCode.IN_USE, ExitCode.DAMAGED})
  static final class Server implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Option(
        names = "--port",
        paramLabel = "PORT",
        descriptionKey = "server.port",
        defaultValue = "12345",
        description = "The port to listen on.")
    @Range(min = 0, max = 65535)
    private int port;

    @Option(names = "--listen-backlog", descriptionKey = "server.listen_backlog")
    @Range(min = 1)
    private @Nullable Long backlog;

    @Option(names = "--log-level", descriptionKey = "logging.level", defaultValue = "INFO")
    private LogLevel level;

    @Option(names = "--idle", descriptionKey = "server.idle", defaultValue = "5s")
    private Duration idle;

    @Option(names = "--mode", descriptionKey = "server.mode", defaultValue = "SAFE")
    private Mode mode;

    @Option(names = "--sync", descriptionKey = "server.sync", defaultValue = "false")
    private boolean sync;

    @Option(names = "--agencies", descriptionKey = "agencies", split = ",", defaultValue = "1,2")
    private List<Integer> agencies;

    @Option(names = "--dry-run", description = "Not a setting.")
    private boolean dryRun;

    @Override
    public Integer call() {
      spec.commandLine()
          .getOut()
          .printf(
              "%d %s %s %s %s %s %s %s", port, backlog, level, idle, mode, sync, agencies, dryRun);
      return 0;
    }
  }

  @EnvironmentPrefix("CLI_")
  static final class Address {
    @Option(names = "--server", descriptionKey = "server.address", required = true)
    private String address;

    @Option(names = "--batch", descriptionKey = "batch.maxAmount", defaultValue = "100")
    private int batch;
  }

  @Command(name = "bet")
  static final class Bet implements Callable<Integer> {
    @Mixin private Address address;
    @Spec private CommandSpec spec;

    @Option(names = "--first-name", descriptionKey = "nombre")
    private @Nullable String firstName;

    @Parameters(
        arity = "0..1",
        paramLabel = "NUMBER",
        descriptionKey = "numero",
        description = "The number.")
    @Range(min = 0, max = 9999)
    private @Nullable Integer number;

    @Override
    public Integer call() {
      spec.commandLine()
          .getOut()
          .printf("%s %d %s %s", address.address, address.batch, firstName, number);
      return 0;
    }
  }

  @Command(name = "ping")
  static final class Ping implements Callable<Integer> {
    @Override
    public Integer call() {
      return 0;
    }
  }
}
