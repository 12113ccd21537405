package org.bolillero.office;

import java.time.Instant;
import java.util.Locale;

/**
 * What is on record of each decision.
 *
 * @param time when it was made, by the office's clock, to the millisecond
 * @param who the official, or {@link #OFFICE}
 * @param reason why; may be empty
 */
public record Decision(Instant time, String who, String reason) {
  /** Who decides what nobody has to decide. No official has this name. */
  public static final String OFFICE = "office";

  private static final int NAME_MAX = 64;
  private static final int REASON_MAX = 500;

  /**
   * Checks the name of an official.
   *
   * @param name the name as it was given
   * @return the name as it stands on record, in lower case: {@code Ana} is {@code ana}
   * @throws DecisionException if it is none
   */
  public static String checkName(String name) throws DecisionException {
    if (!name.matches("[A-Za-z0-9._-]{1," + NAME_MAX + "}") || name.equalsIgnoreCase(OFFICE)) {
      throw DecisionException.invalid(
          "official: expected a name of 1 to %d letters, digits, dots, hyphens and underscores, not '%s', found '%s'"
              .formatted(NAME_MAX, OFFICE, printable(name)));
    }
    return name.toLowerCase(Locale.ROOT);
  }

  /**
   * Checks a reason.
   *
   * @param reason the reason as it was given
   * @return the reason without blanks around it
   * @throws DecisionException if it is empty, too long or has control characters
   */
  public static String checkReason(String reason) throws DecisionException {
    String stripped = reason.strip();
    boolean isText = stripped.codePoints().noneMatch(Decision::isNoText);
    if (stripped.isEmpty() || stripped.length() > REASON_MAX || !isText) {
      throw DecisionException.invalid(
          "reason: expected 1 to %d characters and no control characters, found '%s'"
              .formatted(REASON_MAX, printable(stripped)));
    }
    return stripped;
  }

  /** Controls, and halves of characters, which UTF-8 cannot write. */
  private static boolean isNoText(int character) {
    int type = Character.getType(character);
    return Character.isISOControl(character)
        || type == Character.SURROGATE
        || type == Character.FORMAT
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR;
  }

  private static String printable(String text) {
    StringBuilder printable = new StringBuilder();
    text.codePoints()
        .limit(REASON_MAX)
        .map(each -> isNoText(each) ? '?' : each)
        .forEach(printable::appendCodePoint);
    return printable.toString();
  }
}
