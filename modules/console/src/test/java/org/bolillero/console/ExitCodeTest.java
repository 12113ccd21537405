package org.bolillero.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ExitCodeTest {
  @Test
  void theNumbersAreThoseThatScriptsRelyOn() {
    assertEquals(
        "OK 0, INTERNAL 1, USAGE 2, BAD_INPUT 3, UNREACHABLE 4, REFUSED 5, IN_USE 6, DAMAGED 7,"
            + " STORAGE_FAILED 8, EXHAUSTED 9, CLOSED 10, TAKEN_OVER 11, READER_GONE 141,"
            + " INTERRUPTED 143",
        String.join(
            ", ", Arrays.stream(ExitCode.values()).map(code -> code + " " + code.code()).toList()));
  }
}
