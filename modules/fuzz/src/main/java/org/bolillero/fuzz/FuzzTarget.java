package org.bolillero.fuzz;

import java.util.List;

/**
 * What is tried out with one input after the other. It needs a constructor without arguments, and
 * the same input must always do the same.
 */
public interface FuzzTarget {
  /**
   * Tries an input.
   *
   * @param input any bytes; not to be changed
   * @return what became of it in a word, for the count; of a few dozen words in all
   * @throws Throwable if a promise is broken
   */
  String run(byte[] input) throws Throwable;

  /**
   * What chance would hardly find.
   *
   * @return parts that mutations put into an input
   */
  default List<byte[]> words() {
    return List.of();
  }
}
