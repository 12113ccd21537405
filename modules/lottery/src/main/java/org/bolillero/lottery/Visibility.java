package org.bolillero.lottery;

/**
 * Tells which characters can be seen. A text of others looks like no text, and a text with others
 * in it looks like another one, or is read in another order than it is written.
 *
 * <p>It goes by general categories of the Unicode Standard that do not change for a character, and
 * takes what is not assigned for visible: agency and office may know different versions of it.
 */
final class Visibility {
  /** Below it, only control characters and the soft hyphen are invisible. */
  private static final int SIMPLE_END = 0x300;

  private static final int SOFT_HYPHEN = 0xAD;
  private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
  private static final int ZERO_WIDTH_JOINER = 0x200D;

  private Visibility() {}

  /**
   * Whether no name needs the character: a control or format character, or a separator of lines.
   * The two joiners are format characters that Arabic and Indian scripts need within words.
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

  /** Whether something is seen of the character by itself. */
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
            // Fillers of Hangul, which count as letters, and Braille without a dot.
            case 0x115F, 0x1160, 0x3164, 0xFFA0, 0x2800 -> false;
            default -> true;
          };
    };
  }
}
