package org.bolillero.tls;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Writes what a stranger has chosen, such as a certificate's names, so that it fits a log line. */
final class Printable {
  private static final int LENGTH_MAX = 120;
  private static final int LINE_MAX = 600;
  private static final int LIST_MAX = 4;

  private Printable() {}

  /** Control and other invisible characters become question marks; what is too long is cut. */
  static String text(String text) {
    return visible(text, LENGTH_MAX);
  }

  private static String visible(String text, int lengthMax) {
    String cut = text.length() <= lengthMax ? text : text.substring(0, lengthMax) + "…";
    return cut.codePoints()
        .map(c -> isVisible(c) ? c : '?')
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  /** As {@link #text}, but of a whole message; it may be missing. */
  static String line(@Nullable String message) {
    return message == null ? "no reason was given" : visible(message, LINE_MAX);
  }

  static String list(List<String> texts) {
    String some =
        texts.stream()
            .limit(LIST_MAX)
            .map(text -> "'" + text(text) + "'")
            .collect(Collectors.joining(", "));
    return texts.size() <= LIST_MAX ? some : some + " and more";
  }

  private static boolean isVisible(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
