package org.bolillero.storage;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * How a log is kept.
 *
 * @param identity what tells the log from others of its owner; a log with another one is refused
 * @param words the owner's terms
 * @param segmentBytes the size of a segment file; a log that exists keeps the size that it was made
 *     with. An entry must fit into one segment
 * @param pinAfter how long the log may be idle before it writes a pin, which records what is
 *     durable
 */
public record LogSettings(int identity, LogWords words, int segmentBytes, Duration pinAfter) {
  /** The size of a segment file unless chosen otherwise: 16 MiB. */
  public static final int SEGMENT_BYTES_DEFAULT = 16 * 1024 * 1024;

  /** The smallest segment file. */
  public static final int SEGMENT_BYTES_MIN = 4 * 1024;

  /** The largest segment file: 1 GiB. */
  public static final int SEGMENT_BYTES_MAX = 1024 * 1024 * 1024;

  /** Checks the ranges. */
  public LogSettings {
    requireNonNull(words, "words");
    requireNonNull(pinAfter, "pinAfter");
    if (segmentBytes < SEGMENT_BYTES_MIN || segmentBytes > SEGMENT_BYTES_MAX) {
      throw new IllegalArgumentException(
          "segmentBytes must be 4096 to 1073741824, not " + segmentBytes);
    }
    if (pinAfter.isNegative()) {
      throw new IllegalArgumentException("pinAfter must not be negative, but is " + pinAfter);
    }
  }

  /**
   * {@return settings with a pin after 100 ms}
   *
   * @param identity what tells the log from others of its owner
   * @param words the owner's terms
   * @param segmentBytes the size of a segment file, if the log is made anew
   */
  public static LogSettings of(int identity, LogWords words, int segmentBytes) {
    return new LogSettings(identity, words, segmentBytes, Duration.ofMillis(100));
  }

  /**
   * {@return the size in bytes of the smallest segment file that can hold an entry}
   *
   * @param payloadBytes the size of the entry's payload
   */
  public static int segmentBytesFor(int payloadBytes) {
    return Math.max(
        SEGMENT_BYTES_MIN, SegmentFormat.HEADER_BYTES + EntryFormat.HEADER_BYTES + payloadBytes);
  }
}
