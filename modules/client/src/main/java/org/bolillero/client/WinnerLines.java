package org.bolillero.client;

import java.nio.ByteBuffer;

/** Makes lines of winners' documents, as a user reads them. */
final class WinnerLines {
  private WinnerLines() {}

  /**
   * A line for each document.
   *
   * @param documents {@code u8 length + document}, repeated; its position is left alone
   * @return the documents with a line feed behind each, which takes as many bytes
   */
  static byte[] of(ByteBuffer documents) {
    byte[] lines = new byte[documents.remaining()];
    ByteBuffer rest = documents.duplicate();
    for (int at = 0; rest.hasRemaining(); at++) {
      int length = rest.get();
      rest.get(lines, at, length);
      at += length;
      lines[at] = '\n';
    }
    return lines;
  }
}
