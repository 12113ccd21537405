package org.bolillero.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorCodeTest {
  @ParameterizedTest
  @CsvSource({
    "1, MALFORMED, false",
    "2, UNSUPPORTED_VERSION, false",
    "3, WRONG_DRAW, false",
    "4, UNKNOWN_AGENCY, false",
    "5, OUT_OF_ORDER, false",
    "6, ALREADY_FINISHED, false",
    "7, TOTALS_DIFFER, false",
    "8, SUPERSEDED, false",
    "9, BUSY, true",
    "10, TIMEOUT, true",
    "11, SHUTTING_DOWN, true",
    "12, UNAVAILABLE, true",
    "13, NOT_FINISHED, false"
  })
  void aCodeKeepsItsMeaning(int code, ErrorCode meaning, boolean retryable) {
    assertEquals(code, meaning.code());
    assertEquals(Optional.of(meaning), ErrorCode.ofCode(code));
    assertEquals(retryable, meaning.isRetryable());
  }

  @Test
  void everyOtherCodeIsUnknown() {
    Set<ErrorCode> known = EnumSet.noneOf(ErrorCode.class);
    for (int code = 0; code <= 0xFFFF; code++) {
      ErrorCode.ofCode(code).ifPresent(known::add);
    }
    assertEquals(EnumSet.allOf(ErrorCode.class), known);
    assertEquals(13, known.size());
  }
}
