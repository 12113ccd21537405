package org.bolillero.console;

import java.io.PrintWriter;
import java.util.List;

/** Commands that have settings of every kind and print what they were called with. */
final class Office {
  private Office() {}

  static CommandGroup program() {
    return new CommandGroup(
        new ManualPage("bolillero", "Does it.", List.of(), List.of(), List.of()),
        List.of(new Server(), new Bet(), new Ping()));
  }

  private static final class Server implements Command {
    private final Options options = new Options();

    private final Option<Integer> port =
        options
            .number("--port", 0, 65_535)
            .label("PORT")
            .byDefault(12_345)
            .setting("server.port")
            .description("The port to listen on.");

    private final Option<Long> backlog =
        options.count("--listen-backlog", 1, Long.MAX_VALUE).setting("server.listen_backlog");

    private final Option<LogLevel> level =
        options.level("--log-level").byDefault(LogLevel.INFO).setting("logging.level");

    private final Option<Boolean> sync = options.flag("--sync").setting("server.sync");

    private final Option<List<Long>> agencies =
        options.counts("--agencies", 1, 99).byDefaultText("1,2").setting("agencies");

    private final Option<Long> seed = options.seed("--seed").byDefault(-1L);

    private final Option<Boolean> dryRun = options.flag("--dry-run").description("Not a setting.");

    @Override
    public ManualPage page() {
      return new ManualPage(
          "server",
          "Is told everything.",
          List.of("Runs the office."),
          List.of("  bolillero server --port 0", "  SERVER_PORT=1 bolillero server"),
          List.of(ExitCode.IN_USE, ExitCode.DAMAGED));
    }

    @Override
    public Options options() {
      return options;
    }

    @Override
    public ExitCode run(PrintWriter out) {
      out.printf(
          "%d %s %s %s %s %d %s",
          port.value(),
          backlog.found().orElse(null),
          level.value(),
          sync.value(),
          agencies.value(),
          seed.value(),
          dryRun.value());
      return ExitCode.OK;
    }
  }

  static final class Bet implements Command {
    private final Options options = new Options();

    private final Option<String> address =
        options.text("--server").label("ADDRESS").setting("CLI_", "server.address").required();

    private final Option<Integer> batch =
        options.number("--batch", 0, 1_000).byDefault(100).setting("CLI_", "batch.maxAmount");

    private final Option<String> firstName = options.text("--first-name").setting("nombre");

    private final Option<Integer> number =
        options.number("NUMBER", 0, 9_999).setting("numero").description("The number.");

    @Override
    public ManualPage page() {
      return new ManualPage("bet", "Does it.", List.of(), List.of(), List.of());
    }

    @Override
    public Options options() {
      return options;
    }

    @Override
    public ExitCode run(PrintWriter out) {
      out.printf(
          "%s %d %s %s",
          address.value(),
          batch.value(),
          firstName.found().orElse(null),
          number.found().orElse(null));
      return ExitCode.OK;
    }
  }

  private static final class Ping implements Command {
    private final Options options = new Options();

    private final Option<List<String>> hosts = options.texts("HOST").description("Where.");

    @Override
    public ManualPage page() {
      return new ManualPage("ping", "Does it.", List.of(), List.of(), List.of());
    }

    @Override
    public Options options() {
      return options;
    }

    @Override
    public ExitCode run(PrintWriter out) {
      out.print(hosts.value());
      return ExitCode.OK;
    }
  }
}
