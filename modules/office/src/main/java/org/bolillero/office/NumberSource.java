package org.bolillero.office;

/** Where the winning number of a draw comes from. */
@SuppressWarnings("doclint:missing") // The components are named for what they are.
public sealed interface NumberSource {
  /** It is known from the opening on, which is for classrooms and tests. */
  record Fixed(int number) implements NumberSource {}

  /**
   * So many officials enter it once the bets are sealed: one, or two who do not see each other's
   * entry.
   */
  record Officials(int count) implements NumberSource {
    /** The most officials that a number can need. */
    public static final int MAX = 2;

    /** One official, or two. */
    public Officials {
      if (count < 1 || count > MAX) {
        throw new IllegalArgumentException("expected 1 or 2 officials, found " + count);
      }
    }
  }

  /** {@return how many officials decide together on a number, also on one that corrects another} */
  default int officials() {
    return switch (this) {
      case Fixed _ -> 1;
      case Officials(int count) -> count;
    };
  }
}
