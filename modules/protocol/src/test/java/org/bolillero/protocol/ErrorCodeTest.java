package org.bolillero.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.ByteBuffer;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

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
    "13, NOT_FINISHED, false",
    "14, CLOSED, false",
    "15, FORBIDDEN, false"
  })
  void aCodeKeepsItsMeaning(int code, ErrorCode meaning, boolean retryable) {
    assertEquals(code, meaning.code());
    assertEquals(Optional.of(meaning), ErrorCode.ofCode(code));
    assertEquals(retryable, meaning.isRetryable());
  }

  @ParameterizedTest
  @EnumSource
  void anErrorKeepsItsMeaningOnTheWire(ErrorCode error) throws Exception {
    Response.Failure received = received(new Response.Failure(error, "because"));
    assertEquals(Optional.of(error), received.error());
    assertEquals(error.isRetryable(), received.isRetryable());
  }

  @ParameterizedTest
  @ValueSource(ints = {16, 99, 0xFFFF})
  void anErrorOfANewerOfficeIsFinalAndKeepsItsNumberAndText(int code) throws Exception {
    Response.Failure received = received(new Response.Failure(code, "something new"));
    assertEquals(code, received.code());
    assertEquals("something new", received.text());
    assertEquals(Optional.empty(), received.error());
    assertFalse(received.isRetryable());
  }

  private static Response.Failure received(Response.Failure sent) throws ProtocolException {
    byte[] body = Messages.encoded(sent);
    return (Response.Failure) MessageCodec.decodeResponse(ByteBuffer.wrap(body));
  }

  @Test
  void everyOtherCodeIsUnknown() {
    Set<ErrorCode> known = EnumSet.noneOf(ErrorCode.class);
    for (int code = 0; code <= 0xFFFF; code++) {
      ErrorCode.ofCode(code).ifPresent(known::add);
    }
    assertEquals(EnumSet.allOf(ErrorCode.class), known);
    assertEquals(15, known.size());
  }
}
