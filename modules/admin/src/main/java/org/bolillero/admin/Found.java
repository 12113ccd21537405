package org.bolillero.admin;

/** Quotes in messages what somebody has sent. */
final class Found {
  private static final int CHARACTERS_MAX = 80;

  private Found() {}

  /** The text in quotes, shortened. */
  static String of(String text) {
    return text.length() <= CHARACTERS_MAX
        ? "'" + text + "'"
        : "'" + text.substring(0, CHARACTERS_MAX) + "…'";
  }
}
