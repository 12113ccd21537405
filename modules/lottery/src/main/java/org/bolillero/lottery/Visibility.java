package org.bolillero.lottery;

/**
 * Tells which characters are visible. A text of invisible ones looks empty; a text that contains
 * some looks like another text, or is displayed in another order than it is written.
 *
 * <p>The agency and the office may know different versions of the Unicode Standard, so this uses
 * only general categories that never change for a character, and treats unassigned characters as
 * visible.
 */
final class Visibility {
  /** Below it, only control characters and the soft hyphen are invisible. */
  private static final int SIMPLE_END = 0x300;

  private static final int SOFT_HYPHEN = 0xAD;
  private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
  private static final int ZERO_WIDTH_JOINER = 0x200D;

  private Visibility() {}

  /**
   * Whether no name needs the character: it is a control or format character, or a line separator.
   * The two joiners are format characters too, but words in Arabic and Indian scripts need them.
   */
  static boolean isHidden(int codePoint) {
    if (codePoint < SIMPLE_END) {
      return Character.isISOControl(codePoint) || codePoint == SOFT_HYPHEN;
    }
    return switch (Character.getType(codePoint)) {
      case Character.FORMAT -> codePoint != ZERO_WIDTH_NON_JOINER && codePoint != ZERO_WIDTH_JOINER;
      case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
      default -> false;
    };
  }

  /** Whether the character is visible by itself. */
  static boolean isVisible(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SPACE_SEPARATOR,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.NON_SPACING_MARK,
          Character.ENCLOSING_MARK ->
          false;
      default ->
          switch (codePoint) {
            // The fillers of Hangul, which count as letters, and Braille without a dot.
            case 0x115F, 0x1160, 0x3164, 0xFFA0, 0x2800 -> false;
            default -> true;
          };
    };
  }
}
