package org.bolillero.server;

import org.bolillero.console.Setting;
import org.bolillero.protocol.Protocol;
import picocli.CommandLine.Option;

/** How much an office takes in at the same moment; {@link OfficeLimits} may allow less. */
final class IntakeLimits {
  /** One read of a socket brings no more; more would not make commits faster. */
  private static final int AGENCY_BYTES_ENOUGH = 128 * 1024;

  /**
   * The same where brokers keep the log: they take much longer than a disk, and no longer for more.
   */
  private static final int AGENCY_BYTES_ENOUGH_SHARED = 1024 * 1024;

  private static final int CONNECTIONS_LIMIT = 1_000_000;

  @Option(
      names = "--sessions-max",
      defaultValue = "256",
      description = "Handle at most this many requests at the same moment; the others wait.")
  @Setting(key = "server.sessions_max", min = 1, max = 1_000_000)
  private int sessionsMax;

  @Option(
      names = "--connections-max",
      defaultValue = "8192",
      description = {
        "Keep at most this many connections open; further ones are told to come back.",
        "Not fewer than there are agencies, which may all wait for the draw."
      })
  @Setting(key = "server.connections_max", min = 1, max = CONNECTIONS_LIMIT)
  private int connectionsMax;

  @Option(
      names = "--frame-bytes-max",
      defaultValue = "" + Protocol.FRAME_BYTES_DEFAULT,
      description = "Accept messages of at most this many bytes.")
  @Setting(
      key = "server.frame_bytes_max",
      min = Protocol.FRAME_BYTES_DEFAULT,
      max = Protocol.FRAME_BYTES_LIMIT)
  private int frameBytesMax;

  @Option(
      names = "--unacknowledged-bytes-max",
      defaultValue = "33554432",
      description = {
        "Read at most this many bytes of all agencies before they are acknowledged.",
        "Each agency has an equal share, of one message at least and 128 KiB at most, or 1 MiB with"
            + " --log kafka."
      })
  @Setting(key = "server.unacknowledged_bytes_max", min = 1024 * 1024, max = 1024 * 1024 * 1024)
  private int unacknowledgedBytesMax;

  /** Throws an {@link IllegalArgumentException} if so many agencies cannot be connected at once. */
  void requireRoomFor(int agencies) {
    // With fewer, agencies that wait for the draw could keep out those that it waits for.
    requireRange("connections-max", connectionsMax, agencies, CONNECTIONS_LIMIT);
  }

  /** Throws an {@link IllegalArgumentException} if a setting is not in a range. */
  static void requireRange(String name, int value, int min, int max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(
          "%s: expected %d to %d, found %d".formatted(name, min, max, value));
    }
  }

  int sessionsMax() {
    return sessionsMax;
  }

  int connectionsMax() {
    return connectionsMax;
  }

  int frameBytesMax() {
    return frameBytesMax;
  }

  int unacknowledgedBytesMax() {
    return unacknowledgedBytesMax;
  }

  /**
   * How many bytes of one agency are read before they are acknowledged.
   *
   * @param agencies how many there are
   * @param isShared whether brokers keep the log
   */
  int agencyBytesMax(int agencies, boolean isShared) {
    int share = unacknowledgedBytesMax / Math.max(1, agencies);
    int enough = isShared ? AGENCY_BYTES_ENOUGH_SHARED : AGENCY_BYTES_ENOUGH;
    return Math.max(frameBytesMax, Math.min(enough, share));
  }
}
