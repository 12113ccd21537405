package org.bolillero.office;

/** Says in words how many there are. */
public final class Counted {
  private Counted() {}

  /**
   * {@return the count and what is counted, such as {@code 1 winner} or {@code 2 winners}}
   *
   * @param count how many there are
   * @param one what one of them is called
   * @param many what any other number of them is called
   */
  public static String of(long count, String one, String many) {
    return count + " " + (count == 1 ? one : many);
  }
}
