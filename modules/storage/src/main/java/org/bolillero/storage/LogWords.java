package org.bolillero.storage;

/**
 * The terms of a log's owner, for messages.
 *
 * @param identity what tells one log of the owner from another, such as "draw"
 * @param key who an entry concerns, such as "agency"
 * @param writers those who write to logs, such as "offices"
 */
public record LogWords(String identity, String key, String writers) {
  String identity(int of) {
    return identity + ' ' + Integer.toUnsignedString(of);
  }

  String key(int of) {
    return key + ' ' + Integer.toUnsignedString(of);
  }
}
