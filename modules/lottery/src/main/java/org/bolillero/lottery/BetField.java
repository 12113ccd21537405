package org.bolillero.lottery;

/** The fields of a bet, in the order of an agency's file, with the code of each on the wire. */
public enum BetField {
  /** The first name. */
  FIRST_NAME(1, "first name"),
  /** The last name. */
  LAST_NAME(2, "last name"),
  /** The identity document. */
  DOCUMENT(3, "document"),
  /** The date of birth. */
  BIRTH_DATE(4, "birth date"),
  /** The number played. */
  NUMBER(5, "number");

  private final int code;
  private final String label;

  BetField(int code, String label) {
    this.code = code;
    this.label = label;
  }

  /** {@return the code of this field in a REJECTED message, 1 to 5} */
  public int code() {
    return code;
  }

  /** The name of the field in error messages. */
  @Override
  public String toString() {
    return label;
  }
}
