package org.bolillero.server;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.bolillero.console.CommandException;
import org.bolillero.console.ExitCode;
import org.bolillero.console.ExitCodes;
import org.bolillero.console.LogLevel;
import org.bolillero.console.Logging;
import org.bolillero.console.Program;
import org.bolillero.console.Range;
import org.bolillero.storage.LogSettings;
import org.eclipse.collections.api.set.primitive.ImmutableIntSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code server}: runs a central office until it is told to stop. */
@Command(
    name = "server",
    header = "Run the central office.",
    description = {
      "Takes bets from agencies, stores each acknowledged bet durably and exactly once, and holds"
          + " the draw when the last expected agency has finished. All it knows is in the log in"
          + " the data folder: started again on the same folder, it goes on where it was.",
      "Log lines go to standard error. SIGTERM ends it: it stops listening, stores and acknowledges"
          + " what was received, closes everything with a log line each, and exits with 0."
    },
    footer = {
      "  bolillero server --agencies 1-5 --data office",
      "  bolillero server --port 0 --agencies 1-3,7 --data office --exit-after-draw"
    })
@ExitCodes({ExitCode.BAD_INPUT, ExitCode.IN_USE, ExitCode.DAMAGED, ExitCode.STORAGE_FAILED})
public final class ServerCommand implements Callable<Integer> {
  @Option(
      names = "--port",
      paramLabel = "PORT",
      descriptionKey = "server.port",
      defaultValue = "12345",
      description = "Listen on this TCP port; 0 picks a free one and logs it.")
  @Range(min = 0, max = 65_535)
  private int port;

  @Option(
      names = "--listen-backlog",
      paramLabel = "N",
      descriptionKey = "server.listen_backlog",
      defaultValue = "" + OfficeSettings.LISTEN_BACKLOG_DEFAULT,
      description = "Let this many connections wait to be accepted.")
  @Range(min = 1, max = 65_535)
  private int listenBacklog;

  @Option(
      names = "--agencies",
      paramLabel = "LIST",
      required = true,
      descriptionKey = "server.agencies",
      converter = AgencySet.class,
      description = "The agencies that the draw waits for: numbers and ranges, such as 1-3,7.")
  private ImmutableIntSet agencies;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      required = true,
      descriptionKey = "server.data",
      description = "Keep the log in this folder, which is made if it is not there.")
  private Path data;

  @Option(
      names = "--segment-bytes",
      paramLabel = "N",
      descriptionKey = "server.segment_bytes",
      defaultValue = "" + LogSettings.SEGMENT_BYTES_DEFAULT,
      description = {
        "Make a new log of files of this size; a log that exists keeps its own.",
        "One is always prepared ahead, so a small disk needs small ones."
      })
  @Range(min = LogSettings.SEGMENT_BYTES_MIN, max = LogSettings.SEGMENT_BYTES_MAX)
  private int segmentBytes;

  @Option(
      names = "--draw",
      paramLabel = "N",
      descriptionKey = "server.draw",
      defaultValue = "1",
      description = "The draw. Agencies that speak for another one are refused.")
  @Range(min = 1, max = Integer.MAX_VALUE)
  private int draw;

  @Option(
      names = "--winning-number",
      paramLabel = "N",
      descriptionKey = "server.winning_number",
      defaultValue = "" + OfficeSettings.WINNING_NUMBER_DEFAULT,
      description = "The number that wins.")
  @Range(min = 0, max = 9_999)
  private int winningNumber;

  @Option(
      names = "--sessions-max",
      paramLabel = "N",
      descriptionKey = "server.sessions_max",
      defaultValue = "" + OfficeSettings.SESSIONS_MAX_DEFAULT,
      description = "Handle at most this many requests at the same moment; the others wait.")
  @Range(min = 1, max = 1_000_000)
  private int sessionsMax;

  @Option(
      names = "--connections-max",
      paramLabel = "N",
      descriptionKey = "server.connections_max",
      defaultValue = "" + OfficeSettings.CONNECTIONS_MAX_DEFAULT,
      description = {
        "Keep at most this many connections open; further ones are told to come back.",
        "Not fewer than there are agencies, which may all wait for the draw."
      })
  @Range(min = 1, max = 1_000_000)
  private int connectionsMax;

  @Option(
      names = "--frame-bytes-max",
      paramLabel = "N",
      descriptionKey = "server.frame_bytes_max",
      defaultValue = "8192",
      description = "Accept messages of at most this many bytes.")
  @Range(min = 8_192, max = 1_048_576)
  private int frameBytesMax;

  @Option(
      names = "--unacknowledged-bytes-max",
      paramLabel = "N",
      descriptionKey = "server.unacknowledged_bytes_max",
      defaultValue = "" + OfficeSettings.UNACKNOWLEDGED_BYTES_MAX_DEFAULT,
      description = {
        "Read at most this many bytes of all agencies before they are acknowledged.",
        "Each agency has an equal share, of one message at least and 128 KiB at most."
      })
  @Range(
      min = OfficeSettings.UNACKNOWLEDGED_BYTES_MIN,
      max = OfficeSettings.UNACKNOWLEDGED_BYTES_LIMIT)
  private int unacknowledgedBytesMax;

  @Option(
      names = "--exit-after-draw",
      descriptionKey = "server.exit_after_draw",
      description = "End once every agency has had its winners.")
  private boolean exitAfterDraw;

  @Option(
      names = "--handshake-timeout",
      paramLabel = "SECONDS",
      descriptionKey = "server.handshake_timeout",
      defaultValue = "10",
      description = "Drop a connection that has not said who it is after this long.")
  @Range(min = 1, max = 86_400)
  private int handshakeTimeout;

  @Option(
      names = "--idle-timeout",
      paramLabel = "SECONDS",
      descriptionKey = "server.idle_timeout",
      defaultValue = "300",
      description =
          "Drop a connection that says nothing for this long, unless it waits for the draw.")
  @Range(min = 1, max = 86_400)
  private int idleTimeout;

  @Option(
      names = "--frame-timeout",
      paramLabel = "SECONDS",
      descriptionKey = "server.frame_timeout",
      defaultValue = "30",
      description = "Drop a connection that takes longer than this to bring one message.")
  @Range(min = 1, max = 86_400)
  private int frameTimeout;

  @Option(
      names = "--write-timeout",
      paramLabel = "SECONDS",
      descriptionKey = "server.write_timeout",
      defaultValue = "30",
      description = "Drop a connection that does not take its answers for this long.")
  @Range(min = 1, max = 86_400)
  private int writeTimeout;

  @Option(
      names = "--shutdown-timeout",
      paramLabel = "SECONDS",
      descriptionKey = "server.shutdown_timeout",
      defaultValue = "10",
      description = "When told to end, cut off what has not ended after this long.")
  @Range(min = 1, max = 86_400)
  private int shutdownTimeout;

  @Option(
      names = "--logging-level",
      paramLabel = "LEVEL",
      descriptionKey = "logging.level",
      defaultValue = "INFO",
      description = "Log what is at least this important.")
  private LogLevel loggingLevel;

  /** For picocli, which sets the options. */
  public ServerCommand() {}

  /**
   * Runs this command alone, as the module's own program.
   *
   * @param arguments what the user typed
   */
  public static void main(String[] arguments) {
    Program.main(new ServerCommand(), arguments);
  }

  @Override
  public Integer call() throws CommandException, InterruptedException {
    OfficeSettings settings = settings();
    Logging.start(loggingLevel);
    OfficeRun.untilItsEnd(settings, loggingLevel);
    return ExitCode.OK.code();
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
        port,
        listenBacklog,
        agencies,
        data,
        segmentBytes,
        draw,
        winningNumber,
        sessionsMax,
        connectionsMax,
        frameBytesMax,
        unacknowledgedBytesMax,
        exitAfterDraw,
        new OfficeSettings.Timeouts(
            Duration.ofSeconds(handshakeTimeout),
            Duration.ofSeconds(idleTimeout),
            Duration.ofSeconds(frameTimeout),
            Duration.ofSeconds(writeTimeout),
            Duration.ofSeconds(shutdownTimeout)));
  }
}
