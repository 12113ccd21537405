package org.bolillero.server;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Duration;
import org.bolillero.lottery.BetRules;
import org.bolillero.protocol.Protocol;
import org.bolillero.storage.LogSettings;
import org.eclipse.collections.api.set.primitive.ImmutableIntSet;

/**
 * How an office is run. Every limit has its own setting, and a value that is not allowed is named
 * with it.
 *
 * @param port the TCP port to listen on; 0 takes a free one
 * @param listenBacklog how many connections may wait to be accepted
 * @param agencies the agencies that the draw waits for
 * @param data the folder of the log
 * @param segmentBytes the size of a segment of the log, if the log is made anew; at least as large
 *     as the largest entry
 * @param draw the draw
 * @param winningNumber the number that wins
 * @param sessionsMax how many requests are handled at the same moment
 * @param connectionsMax how many connections may be open; at least one for each agency
 * @param frameBytesMax the largest frame that an agency may send
 * @param unacknowledgedBytesMax how many bytes of all agencies together are read before they are
 *     acknowledged, if that is at least a message of each
 * @param exitAfterDraw whether the office ends once every agency has had its winners
 * @param timeouts how long to wait for whom
 */
public record OfficeSettings(
    int port,
    int listenBacklog,
    ImmutableIntSet agencies,
    Path data,
    int segmentBytes,
    int draw,
    int winningNumber,
    int sessionsMax,
    int connectionsMax,
    int frameBytesMax,
    int unacknowledgedBytesMax,
    boolean exitAfterDraw,
    Timeouts timeouts) {

  /** The most agencies of a draw. */
  public static final int AGENCIES_MAX = 65_536;

  static final int LISTEN_BACKLOG_DEFAULT = 1024;
  static final int DRAW_DEFAULT = 1;
  static final int WINNING_NUMBER_DEFAULT = 7574;
  static final int SESSIONS_MAX_DEFAULT = 256;
  static final int CONNECTIONS_MAX_DEFAULT = 8192;
  static final int UNACKNOWLEDGED_BYTES_MAX_DEFAULT = 32 * 1024 * 1024;
  static final int UNACKNOWLEDGED_BYTES_MIN = 1024 * 1024;
  static final int UNACKNOWLEDGED_BYTES_LIMIT = 1024 * 1024 * 1024;
  private static final int CONNECTIONS_LIMIT = 1_000_000;

  /** A socket gives no more at once; more would not make commits quicker. */
  private static final int AGENCY_BYTES_ENOUGH = 128 * 1024;

  /** Checks each value against what is allowed for it. */
  public OfficeSettings {
    requireNonNull(data, "data");
    requireNonNull(timeouts, "timeouts");
    requireRange("port", port, 0, 65_535);
    requireRange("listen-backlog", listenBacklog, 1, 65_535);
    requireRange("number of agencies", agencies.size(), 1, AGENCIES_MAX);
    requireRange("lowest agency", agencies.min(), 1, Integer.MAX_VALUE);
    requireRange("draw", draw, 1, Integer.MAX_VALUE);
    requireRange("winning-number", winningNumber, 0, BetRules.NUMBER_MAX);
    requireRange("sessions-max", sessionsMax, 1, 1_000_000);
    // With fewer, agencies that wait for the draw could keep out those that it waits for.
    requireRange("connections-max", connectionsMax, agencies.size(), CONNECTIONS_LIMIT);
    requireRange(
        "frame-bytes-max", frameBytesMax, Protocol.FRAME_BYTES_DEFAULT, Protocol.FRAME_BYTES_LIMIT);
    requireRange(
        "unacknowledged-bytes-max",
        unacknowledgedBytesMax,
        UNACKNOWLEDGED_BYTES_MIN,
        UNACKNOWLEDGED_BYTES_LIMIT);
    requireRange(
        "segment-bytes",
        segmentBytes,
        LogSettings.segmentBytesFor(payloadBytesMax(frameBytesMax, agencies)),
        LogSettings.SEGMENT_BYTES_MAX);
  }

  /**
   * The settings of an office on a free port that leaves everything else as it is by default.
   *
   * @param agencies the agencies that the draw waits for
   * @param data the folder of the log
   * @return the settings
   */
  public static OfficeSettings of(ImmutableIntSet agencies, Path data) {
    return new OfficeSettings(
        0,
        LISTEN_BACKLOG_DEFAULT,
        agencies,
        data,
        LogSettings.SEGMENT_BYTES_DEFAULT,
        DRAW_DEFAULT,
        WINNING_NUMBER_DEFAULT,
        SESSIONS_MAX_DEFAULT,
        Math.max(CONNECTIONS_MAX_DEFAULT, agencies.size()),
        Protocol.FRAME_BYTES_DEFAULT,
        UNACKNOWLEDGED_BYTES_MAX_DEFAULT,
        false,
        Timeouts.DEFAULT);
  }

  /** How many bytes of one agency are read before they are acknowledged: its share. */
  int agencyBytesMax() {
    int share = unacknowledgedBytesMax / agencies.size();
    return Math.max(frameBytesMax, Math.min(AGENCY_BYTES_ENOUGH, share));
  }

  /** The largest payload that an entry of the log may have: a batch, or the seal. */
  int payloadBytesMax() {
    return payloadBytesMax(frameBytesMax, agencies);
  }

  private static int payloadBytesMax(int frameBytesMax, ImmutableIntSet agencies) {
    return Math.max(frameBytesMax, BetJournal.sealBytes(agencies.size()));
  }

  /**
   * How long the office waits before it gives a connection up.
   *
   * @param handshake from connecting to the whole greeting
   * @param idle from an answer to the next request
   * @param frame from the first to the last byte of a request
   * @param write for an agency to take an answer
   * @param shutdown for all to end once the office is told to stop
   */
  public record Timeouts(
      Duration handshake, Duration idle, Duration frame, Duration write, Duration shutdown) {

    /** The timeouts unless chosen otherwise: 10 s, 5 min, 30 s, 30 s, 10 s. */
    public static final Timeouts DEFAULT =
        new Timeouts(
            Duration.ofSeconds(10),
            Duration.ofMinutes(5),
            Duration.ofSeconds(30),
            Duration.ofSeconds(30),
            Duration.ofSeconds(10));

    /** Checks that each is from a millisecond to a day. */
    public Timeouts {
      requireTimeout("handshake-timeout", handshake);
      requireTimeout("idle-timeout", idle);
      requireTimeout("frame-timeout", frame);
      requireTimeout("write-timeout", write);
      requireTimeout("shutdown-timeout", shutdown);
    }
  }

  private static void requireTimeout(String name, Duration value) {
    if (value.compareTo(Duration.ofMillis(1)) < 0 || value.compareTo(Duration.ofDays(1)) > 0) {
      throw new IllegalArgumentException(name + ": expected 1 ms to 1 day, found " + value);
    }
  }

  private static void requireRange(String name, int value, int min, int max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(
          "%s: expected %d to %d, found %d".formatted(name, min, max, value));
    }
  }
}
