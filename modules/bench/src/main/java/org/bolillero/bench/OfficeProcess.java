package org.bolillero.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bolillero.console.CommandException;
import org.bolillero.console.ExitCode;

/** A real office in a process of its own, started as an operator starts it. */
final class OfficeProcess implements AutoCloseable {
  private static final Pattern LISTENING =
      Pattern.compile("action: accept_connections \\| result: in_progress \\| port: (\\d+)");
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Started started;
  private final int port;

  private OfficeProcess(Started started, int port) {
    this.started = started;
    this.port = port;
  }

  /** Starts an office for the agencies from 1 on; when this returns, it accepts connections. */
  static OfficeProcess start(Launcher launcher, Path folder, int agencies, List<String> more)
      throws IOException, CommandException, InterruptedException {
    Started started =
        launcher.start(
            folder,
            "server",
            Launcher.arguments(
                more,
                "--port",
                "0",
                "--agencies",
                "1-" + agencies,
                "--data",
                folder.resolve("office").toString()));
    try {
      return new OfficeProcess(started, awaitPort(started));
    } catch (CommandException | InterruptedException | IOException e) {
      started.close();
      throw e;
    }
  }

  private static int awaitPort(Started started)
      throws IOException, CommandException, InterruptedException {
    long endNanos = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      boolean isAlive = started.process().isAlive();
      Matcher line = LISTENING.matcher(Files.readString(started.errors(), UTF_8));
      if (line.find()) {
        return Integer.parseInt(line.group(1));
      }
      if (!isAlive || System.nanoTime() > endNanos) {
        throw new CommandException(
            ExitCode.UNREACHABLE, "the office did not start: " + started.lastLine());
      }
      started.process().waitFor(5, TimeUnit.MILLISECONDS);
    }
  }

  int port() {
    return port;
  }

  Started process() {
    return started;
  }

  /** Asks it to end, and returns when it has, in good order. */
  void stop() throws IOException, CommandException, InterruptedException {
    started.process().destroy();
    started.awaitSuccess(PATIENCE);
  }

  @Override
  public void close() {
    started.close();
  }
}
