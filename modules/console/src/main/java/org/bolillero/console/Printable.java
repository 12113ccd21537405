package org.bolillero.console;

/** Makes the characters of a text visible that a terminal does not show. */
final class Printable {
  private Printable() {}

  /**
   * A text in one line, in which everything can be seen: {@code \r} or {@code \}{@code u200b}
   * stands for a character that is invisible or moves others.
   */
  static String of(String text) {
    if (text.codePoints().noneMatch(Printable::isHidden)) {
      return text;
    }
    StringBuilder shown = new StringBuilder();
    text.codePoints()
        .forEach(character -> {
          if (isHidden(character)) {
            shown.append(spelt(character));
          } else {
            shown.appendCodePoint(character);
          }
        });
    return shown.toString();
  }

  /** Whether anything of a text can be seen. */
  static boolean isVisible(String text) {
    return text.codePoints()
        .anyMatch(character -> !isHidden(character) && !Character.isSpaceChar(character));
  }

  private static boolean isHidden(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
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
