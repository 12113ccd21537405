package org.bolillero.fuzz;

import java.util.Arrays;

/**
 * Counts how often each block of the instrumented code was entered. For one run at a time; an entry
 * that a second thread overwrites is lost, which only makes the guide a little blind.
 */
public final class Coverage {
  private static final int BLOCKS_MAX = 1 << 17;

  private static final int[] ENTRIES = new int[BLOCKS_MAX];

  /** How many blocks have a number. */
  private static int blocks;

  private Coverage() {}

  /**
   * Counts an entry; called by instrumented code.
   *
   * @param block the number of the block
   */
  public static void enter(int block) {
    ENTRIES[block]++;
  }

  /** A number for one more block. Blocks beyond the limit share the last one. */
  static synchronized int newBlock() {
    blocks = Math.min(blocks + 1, BLOCKS_MAX - 1);
    return blocks;
  }

  /** Forgets all entries. */
  static void clear() {
    Arrays.fill(ENTRIES, 0, blocks + 1, 0);
  }

  /** What runs have done so far, to tell whether one more does something new. */
  static final class Seen {
    /** One bit for each magnitude of a count. */
    private final byte[] magnitudes = new byte[BLOCKS_MAX];

    private int entered;

    /** Adds the entries since the last {@link #clear}; true if there is anything new. */
    boolean add() {
      boolean isNew = false;
      for (int block = 0; block <= blocks; block++) {
        int bit = ENTRIES[block] == 0 ? 0 : 1 << magnitude(ENTRIES[block]);
        if ((bit & ~magnitudes[block]) != 0) {
          entered += magnitudes[block] == 0 ? 1 : 0;
          magnitudes[block] |= (byte) bit;
          isNew = true;
        }
      }
      return isNew;
    }

    /** How many blocks were entered by any run. */
    int entered() {
      return entered;
    }

    /** 1, 2, 3, 4 to 7, 8 to 15, 16 to 31, 32 to 127, more. */
    private static int magnitude(int count) {
      if (count < 4) {
        return count - 1;
      }
      return count < 32 ? 29 - Integer.numberOfLeadingZeros(count) + 2 : count < 128 ? 6 : 7;
    }
  }
}
