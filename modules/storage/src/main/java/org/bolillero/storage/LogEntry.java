package org.bolillero.storage;

import java.nio.ByteBuffer;

/**
 * What a log stores: an opaque payload with a kind and a key.
 *
 * @param kind what the payload is, 1 to 255, but not {@link #PIN}, which the log writes itself
 * @param key whom it concerns, for the owner of the log to choose; unsigned
 * @param payload the bytes from position to limit; not copied, so they must stay as they are until
 *     the entry is durable
 */
public record LogEntry(int kind, int key, ByteBuffer payload) {
  /** The kind of the entries by which the log notes what is durable; no reader ever sees one. */
  public static final int PIN = 5;

  /** Checks the kind and takes a view of the payload. */
  public LogEntry {
    if (kind < 1 || kind > 255) {
      throw new IllegalArgumentException("kind must be 1 to 255, not " + kind);
    }
    payload = payload.slice();
  }
}
