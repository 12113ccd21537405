package org.bolillero.storage;

import java.nio.ByteBuffer;

/**
 * What a log stores: an opaque payload with a kind and a key.
 *
 * @param kind what the payload is, for the owner of the log to choose from 1 to 4 and from 6 to
 *     239; the others are {@linkplain #isReserved the log's own}
 * @param key whom it concerns, for the owner of the log to choose; unsigned
 * @param payload the bytes from position to limit; not copied, so they must stay as they are until
 *     the entry is durable
 */
public record LogEntry(int kind, int key, ByteBuffer payload) {
  /** The kind of the entries by which a log records what is durable; readers never see one. */
  public static final int PIN = 5;

  /** Kinds from here on are reserved for logs, too. */
  private static final int FIRST_RESERVED = 240;

  /** Checks the kind and takes a view of the payload. */
  public LogEntry {
    if (kind < 1 || kind > 255) {
      throw new IllegalArgumentException("kind must be 1 to 255, not " + kind);
    }
    payload = payload.slice();
  }

  /**
   * {@return whether a kind is the log's own, and the owner of a log must not use it} That is
   * {@link #PIN}, in the owner's range because the first logs had it there, and those from 240 on.
   *
   * @param kind a kind, 1 to 255
   */
  public static boolean isReserved(int kind) {
    return kind == PIN || kind >= FIRST_RESERVED;
  }
}
