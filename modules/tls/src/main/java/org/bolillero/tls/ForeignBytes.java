package org.bolillero.tls;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Guesses what somebody speaks who does not speak TLS. */
final class ForeignBytes {
  private static final String[] HTTP = {
    "GET ", "HEAD ", "POST ", "PUT ", "DELET", "OPTIO", "PATCH", "CONNE", "TRACE", "HTTP/"
  };

  private ForeignBytes() {}

  /** Names it by its first five bytes. */
  static String name(byte[] first) {
    String text = new String(first, StandardCharsets.ISO_8859_1);
    for (String begin : HTTP) {
      if (text.startsWith(begin)) {
        return "HTTP without TLS";
      }
    }
    if (isFrame(first)) {
      return "a message of Bolillero without TLS";
    }
    return "other bytes, which begin with " + HexFormat.of().formatHex(first);
  }

  /** A frame begins with its length, of four bytes, which is at most a mebibyte. */
  private static boolean isFrame(byte[] first) {
    return first[0] == 0 && first[1] >= 0 && first[1] <= 0x10 && first[4] != 0;
  }
}
