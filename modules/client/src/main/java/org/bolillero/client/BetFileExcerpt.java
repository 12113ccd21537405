package org.bolillero.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * One line of a file of bets, looked up for an error message. Each character is a byte.
 *
 * @param head the first bytes of the file
 * @param number which line it is, from 1
 * @param text the line without its end, or its start if it is long
 * @param end what ends the line: LF, CR LF, CR, or nothing
 */
record BetFileExcerpt(String head, long number, String text, String end) {
  private static final int HEAD_BYTES = 64;
  private static final int TEXT_BYTES_MAX = 1024;

  /** Looks up a line by its number from 1, or the last one if there are fewer. */
  static BetFileExcerpt of(Path file, long line) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
      in.mark(HEAD_BYTES);
      String head = new String(in.readNBytes(HEAD_BYTES), ISO_8859_1);
      in.reset();
      BetFileExcerpt found = next(in, head, 1);
      while (found.number < line && !found.end.isEmpty()) {
        BetFileExcerpt next = next(in, head, found.number + 1);
        if (next.text.isEmpty() && next.end.isEmpty()) {
          break;
        }
        found = next;
      }
      return found;
    }
  }

  private static BetFileExcerpt next(InputStream in, String head, long number) throws IOException {
    StringBuilder text = new StringBuilder();
    int c = in.read();
    for (; c >= 0 && c != '\n' && c != '\r'; c = in.read()) {
      if (text.length() < TEXT_BYTES_MAX) {
        text.append((char) c);
      }
    }
    String end = c < 0 ? "" : c == '\n' ? "\n" : "\r";
    if (c == '\r') {
      in.mark(1);
      if (in.read() == '\n') {
        end = "\r\n";
      } else {
        in.reset();
      }
    }
    return new BetFileExcerpt(head, number, text.toString(), end);
  }
}
