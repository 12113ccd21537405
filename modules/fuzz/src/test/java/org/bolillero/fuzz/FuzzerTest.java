package org.bolillero.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;

class FuzzerTest {
  private static final int RUNS = 3_000_000;

  /**
   * Breaks at five bytes that nobody guesses at once: the way to them leads through five blocks.
   */
  static final class DeepTarget implements FuzzTarget {
    @Override
    public String run(byte[] input) {
      if (input.length > 4 && input[0] == 'B') {
        if (input[1] == 'O') {
          if (input[2] == 'L') {
            if (input[3] == 'A') {
              if (input[4] == 'S') {
                throw new IllegalStateException("bingo");
              }
            }
          }
        }
      }
      return "fine";
    }
  }

  /** Sees what it is loaded by. */
  static final class PlainTarget implements FuzzTarget {
    @Override
    public String run(byte[] input) {
      return getClass().getClassLoader() instanceof InstrumentingLoader ? "anew" : "as it was";
    }
  }

  @Test
  void coverageLeadsToWhatChanceWouldNotFind() {
    AssertionError found =
        assertThrows(
            AssertionError.class, () -> Fuzzer.fuzz(DeepTarget.class, RUNS, "org.bolillero.fuzz"));
    assertTrue(String.valueOf(found.getMessage()).contains("bingo\n424f4c4153"), found::getMessage);
  }

  @Test
  void otherClassesAreNotLoadedAnew() {
    assertEquals(Map.of("as it was", 11), Fuzzer.fuzz(PlainTarget.class, 10));
  }
}
