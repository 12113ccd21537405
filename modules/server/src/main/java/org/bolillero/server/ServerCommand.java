package org.bolillero.server;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.bolillero.console.Command;
import org.bolillero.console.CommandException;
import org.bolillero.console.ExitCode;
import org.bolillero.console.LogLevel;
import org.bolillero.console.Logging;
import org.bolillero.console.ManualPage;
import org.bolillero.console.Option;
import org.bolillero.console.Options;
import org.bolillero.console.Program;
import org.bolillero.storage.LogSettings;
import org.eclipse.collections.api.set.primitive.ImmutableIntSet;

/** The command {@code server}: runs a central office until it is told to stop. */
public final class ServerCommand implements Command {
  private final Options options = new Options();

  private final Option<Integer> port =
      options
          .number("--port", 0, 65_535)
          .label("PORT")
          .byDefault(12_345)
          .setting("server.port")
          .description("Listen on this TCP port; 0 picks a free one and logs it.");

  private final Option<Integer> listenBacklog =
      options
          .number("--listen-backlog", 1, 65_535)
          .label("N")
          .byDefault(OfficeSettings.LISTEN_BACKLOG_DEFAULT)
          .setting("server.listen_backlog")
          .description("Let this many connections wait to be accepted.");

  private final Option<ImmutableIntSet> agencies =
      options
          .value("--agencies", AgencySet::read)
          .label("LIST")
          .required()
          .setting("server.agencies")
          .description("The agencies that the draw waits for: numbers and ranges, such as 1-3,7.");

  private final Option<Path> data =
      options
          .path("--data")
          .label("DIR")
          .required()
          .setting("server.data")
          .description("Keep the log in this folder, which is made if it is not there.");

  private final Option<Integer> segmentBytes =
      options
          .number("--segment-bytes", LogSettings.SEGMENT_BYTES_MIN, LogSettings.SEGMENT_BYTES_MAX)
          .label("N")
          .byDefault(LogSettings.SEGMENT_BYTES_DEFAULT)
          .setting("server.segment_bytes")
          .description(
              "Make a new log of files of this size; a log that exists keeps its own.",
              "The next one is prepared ahead, so a small disk needs small ones.");

  private final Option<Integer> draw =
      options
          .number("--draw", 1, Integer.MAX_VALUE)
          .label("N")
          .byDefault(1)
          .setting("server.draw")
          .description("The draw. Agencies that speak for another one are refused.");

  private final Option<Integer> winningNumber =
      options
          .number("--winning-number", 0, 9_999)
          .label("N")
          .byDefault(OfficeSettings.WINNING_NUMBER_DEFAULT)
          .setting("server.winning_number")
          .description("The number that wins.");

  private final Option<Integer> sessionsMax =
      options
          .number("--sessions-max", 1, 1_000_000)
          .label("N")
          .byDefault(OfficeSettings.SESSIONS_MAX_DEFAULT)
          .setting("server.sessions_max")
          .description("Handle at most this many requests at the same moment; the others wait.");

  private final Option<Integer> connectionsMax =
      options
          .number("--connections-max", 1, 1_000_000)
          .label("N")
          .byDefault(OfficeSettings.CONNECTIONS_MAX_DEFAULT)
          .setting("server.connections_max")
          .description(
              "Keep at most this many connections open; further ones are told to come back.",
              "Not fewer than there are agencies, which may all wait for the draw.");

  private final Option<Integer> frameBytesMax =
      options
          .number("--frame-bytes-max", 8_192, 1_048_576)
          .label("N")
          .byDefault(8192)
          .setting("server.frame_bytes_max")
          .description("Accept messages of at most this many bytes.");

  private final Option<Integer> unacknowledgedBytesMax =
      options
          .number(
              "--unacknowledged-bytes-max",
              OfficeSettings.UNACKNOWLEDGED_BYTES_MIN,
              OfficeSettings.UNACKNOWLEDGED_BYTES_LIMIT)
          .label("N")
          .byDefault(OfficeSettings.UNACKNOWLEDGED_BYTES_MAX_DEFAULT)
          .setting("server.unacknowledged_bytes_max")
          .description(
              "Read at most this many bytes of all agencies before they are acknowledged.",
              "Each agency has an equal share, of one message at least and 128 KiB at most.");

  private final Option<Boolean> exitAfterDraw =
      options
          .flag("--exit-after-draw")
          .setting("server.exit_after_draw")
          .description("End once every agency has had its winners.");

  private final Option<Integer> handshakeTimeout =
      seconds(
          "handshake-timeout",
          10,
          "Drop a connection that has not said who it is after this long.");

  private final Option<Integer> idleTimeout =
      seconds(
          "idle-timeout",
          300,
          "Drop a connection that says nothing for this long, unless it waits for the draw.");

  private final Option<Integer> frameTimeout =
      seconds(
          "frame-timeout",
          30,
          "Drop a connection that takes longer than this to bring one message, and as much longer"
              + " for every 256 KiB of a large one.");

  private final Option<Integer> writeTimeout =
      seconds(
          "write-timeout", 30, "Drop a connection that does not take its answers for this long.");

  private final Option<Integer> shutdownTimeout =
      seconds(
          "shutdown-timeout", 10, "When told to end, cut off what has not ended after this long.");

  private final Option<LogLevel> loggingLevel =
      options
          .level("--logging-level")
          .label("LEVEL")
          .byDefault(LogLevel.INFO)
          .setting("logging.level")
          .description("Log what is at least this important.");

  /** For one run. */
  public ServerCommand() {
    // Of existing deployments: the name that agencies know the office by.
    options.acceptWithoutEffect("", "server.ip");
  }

  /**
   * Runs this command alone, as the module's own program.
   *
   * @param arguments what the user typed
   */
  public static void main(String[] arguments) {
    Program.main(new ServerCommand(), arguments);
  }

  @Override
  public ManualPage page() {
    return new ManualPage(
        "server",
        "Run the central office.",
        List.of(
            "Takes bets from agencies, stores each acknowledged bet durably and exactly once, and"
                + " holds the draw when the last expected agency has finished. All it knows is in"
                + " the log in the data folder: started again on the same folder, it goes on where"
                + " it was.",
            "Log lines go to standard error. SIGTERM ends it: it stops listening, stores and"
                + " acknowledges what was received, closes everything with a log line each, and"
                + " exits with 0."),
        List.of(
            "  bolillero server --agencies 1-5 --data office",
            "  bolillero server --port 0 --agencies 1-3,7 --data office --exit-after-draw"),
        List.of(ExitCode.BAD_INPUT, ExitCode.IN_USE, ExitCode.DAMAGED, ExitCode.STORAGE_FAILED));
  }

  @Override
  public Options options() {
    return options;
  }

  @Override
  public ExitCode run(PrintWriter out) throws CommandException, InterruptedException {
    OfficeSettings settings = settings();
    Logging.start(loggingLevel.value());
    OfficeRun.untilItsEnd(settings, loggingLevel.value());
    return ExitCode.OK;
  }

  private Option<Integer> seconds(String name, int byDefault, String description) {
    return options
        .number("--" + name, 1, 86_400)
        .label("SECONDS")
        .byDefault(byDefault)
        .setting("server." + name.replace('-', '_'))
        .description(description);
  }

  private OfficeSettings settings() throws CommandException {
    try {
      return officeSettings();
    } catch (IllegalArgumentException e) {
      throw new CommandException(ExitCode.USAGE, String.valueOf(e.getMessage()), e);
    }
  }

  private OfficeSettings officeSettings() {
    return new OfficeSettings(
        port.value(),
        listenBacklog.value(),
        agencies.value(),
        data.value(),
        segmentBytes.value(),
        draw.value(),
        winningNumber.value(),
        sessionsMax.value(),
        connectionsMax.value(),
        frameBytesMax.value(),
        unacknowledgedBytesMax.value(),
        exitAfterDraw.value(),
        new OfficeSettings.Timeouts(
            Duration.ofSeconds(handshakeTimeout.value()),
            Duration.ofSeconds(idleTimeout.value()),
            Duration.ofSeconds(frameTimeout.value()),
            Duration.ofSeconds(writeTimeout.value()),
            Duration.ofSeconds(shutdownTimeout.value())));
  }
}
