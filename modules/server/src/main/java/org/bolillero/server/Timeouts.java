package org.bolillero.server;

import java.time.Duration;
import org.bolillero.console.Setting;
import picocli.CommandLine.Option;

/**
 * How long the office waits before it gives a connection up, or ends when it is told to. Tests set
 * less than a second, which no flag can.
 */
final class Timeouts {
  private static final int DAY_SECONDS = 86_400;

  @Option(
      names = "--handshake-timeout",
      paramLabel = "SECONDS",
      defaultValue = "10",
      description = "Drop a connection that has not said who it is after this long.")
  @Setting(key = "server.handshake_timeout", min = 1, max = DAY_SECONDS)
  Duration handshake;

  @Option(
      names = "--idle-timeout",
      paramLabel = "SECONDS",
      defaultValue = "300",
      description =
          "Drop a connection that says nothing for this long, unless it waits for the draw.")
  @Setting(key = "server.idle_timeout", min = 1, max = DAY_SECONDS)
  Duration idle;

  @Option(
      names = "--frame-timeout",
      paramLabel = "SECONDS",
      defaultValue = "30",
      description =
          "Drop a connection that takes longer than this to bring one message, and as much longer"
              + " for every 256 KiB of a large one.")
  @Setting(key = "server.frame_timeout", min = 1, max = DAY_SECONDS)
  Duration frame;

  @Option(
      names = "--write-timeout",
      paramLabel = "SECONDS",
      defaultValue = "30",
      description = "Drop a connection that does not take its answers for this long.")
  @Setting(key = "server.write_timeout", min = 1, max = DAY_SECONDS)
  Duration write;

  @Option(
      names = "--shutdown-timeout",
      paramLabel = "SECONDS",
      defaultValue = "10",
      description = "When told to end, cut off what has not ended after this long.")
  @Setting(key = "server.shutdown_timeout", min = 1, max = DAY_SECONDS)
  Duration shutdown;

  Duration handshake() {
    return handshake;
  }

  Duration idle() {
    return idle;
  }

  Duration frame() {
    return frame;
  }

  Duration write() {
    return write;
  }

  Duration shutdown() {
    return shutdown;
  }
}
