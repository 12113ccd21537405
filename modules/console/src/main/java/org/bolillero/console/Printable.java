package org.bolillero.console;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes the characters of a text visible that a terminal does not show. */
final class Printable {
  /** Control characters, formats, halves of characters, separators of lines and paragraphs. */
  private static final Pattern HIDDEN = Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]");

  private static final Pattern VISIBLE = Pattern.compile("[^\\p{Cc}\\p{Cf}\\p{Cs}\\p{Z}]");

  private Printable() {}

  /**
   * A text in one line, in which everything can be seen: {@code \r} or {@code \}{@code u200b}
   * stands for a character that is invisible or moves others.
   */
  static String of(String text) {
    return HIDDEN
        .matcher(text)
        .replaceAll(found -> Matcher.quoteReplacement(spelt(found.group().codePointAt(0))));
  }

  /** Whether anything of a text can be seen. */
  static boolean isVisible(String text) {
    return VISIBLE.matcher(text).find();
  }

  private static String spelt(int character) {
    return switch (character) {
      case '\r' -> "\\r";
      case '\n' -> "\\n";
      case '\t' -> "\\t";
      default -> "\\u%04x".formatted(character);
    };
  }
}
