package org.bolillero.admin;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonFieldsTest {
  private static final List<String> KNOWN = List.of("agency", "number", "reason");

  @Test
  void textsAndNumbersAreRead() throws Exception {
    JsonFields fields =
        read("{\"agency\": 5, \"number\": \"0123\", \"reason\": \"it's \\u00e9\"}\n");
    assertEquals(5, fields.wholeNumber("agency", 1, 10));
    assertEquals(123, fields.betNumber("number", 9_999));
    assertEquals("it's é", fields.text("reason", "a text"));
    assertEquals(Optional.empty(), read("{}").optionalText("reason"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          0        | 0
          9999     | 9999
          "0"      | 0
          "0000"   | 0
          "0007"   | 7
          "9999"   | 9999
          """)
  void aNumberIsANumberOrUpToFourDigits(String json, int expected) throws Exception {
    assertEquals(expected, read("{\"number\":" + json + "}").betNumber("number", 9_999));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-1",
        "10000",
        "1.0",
        "1e3",
        "\"\"",
        "\"-1\"",
        "\"00001\"",
        "\"10000\"",
        "\"1 \"",
        "\"٣\"",
        "99999999999999999999999999"
      })
  void anyOtherNumberIsRefusedAndQuoted(String json) throws Exception {
    JsonFields fields = read("{\"number\":" + json + "}");
    assertEquals(
        "number: expected a number from 0 to 9999 or a text of its digits, found "
            + json.replace('"', '\''),
        message(() -> fields.betNumber("number", 9_999)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "11", "-5", "5.0", "5e0", "\"5\"", "4294967297", "1e999999999"})
  void anotherWholeNumberIsRefusedAndQuoted(String json) throws Exception {
    JsonFields fields = read("{\"agency\":" + json + "}");
    assertEquals(
        "agency: expected a whole number from 1 to 10, found " + json.replace('"', '\''),
        message(() -> fields.wholeNumber("agency", 1, 10)));
  }

  @Test
  void whatIsMissingIsNamed() throws Exception {
    JsonFields fields = read("{}");
    assertEquals(
        "agency: expected a whole number from 1 to 10, found nothing",
        message(() -> fields.wholeNumber("agency", 1, 10)));
    assertEquals(
        "reason: expected a text, found nothing", message(() -> fields.text("reason", "a text")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {"colour":1}                   | expected the fields [agency, number, reason], found 'colour'
          {"":1}                         | expected the fields [agency, number, reason], found ''
          {"agency":1,"agency":1}        | agency: expected once, found twice
          {"agency":null}                | agency: expected a text or a number, found null
          {"agency":true}                | agency: expected a text or a number, found boolean
          {"agency":{"agency":1}}        | agency: expected a text or a number, found an object
          {"agency":[1]}                 | agency: expected a text or a number, found an array
          {"reason":"\\ud800"}           | expected a JSON object, found another thing or a mistake at line 1 column 19
          {} {}                          | expected a JSON object, found another thing or a mistake at line 1 column 5
          """)
  void anObjectWithOtherFieldsIsRefused(String json, String expected) {
    assertEquals(expected, message(() -> read(json)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "1",
        "\"a\"",
        "null",
        "[]",
        "{",
        "{\"agency\"",
        "{\"agency\":",
        "{\"agency\":1",
        "{'agency':1}",
        "{agency:1}",
        "{\"agency\"=1}",
        "{\"agency\":1;}",
        "{\"agency\":1,}",
        "{\"agency\":01}",
        "{\"agency\":NaN}",
        "{\"agency\":+1}",
        "// a\n{}",
        "{}x",
        "{\"agency\":\"a\nb\"}",
        "{\"agency\":\"\\x\"}",
        "{\"agency\":\"\\u12\"}"
      })
  void whatIsNoStrictJsonIsRefused(String json) {
    String message = message(() -> read(json));
    assertTrue(message.startsWith("expected "), message);
    assertEquals(1, message.lines().count());
  }

  @Test
  void onlyUtf8IsRead() {
    byte[] latin = "{\"reason\":\"é\"}".getBytes(ISO_8859_1);
    assertEquals("expected JSON in UTF-8", message(() -> JsonFields.read(latin, KNOWN)));
  }

  @Test
  void depthCostsNothing() {
    String deep = "{\"agency\":" + "[".repeat(60_000);
    assertEquals("agency: expected a text or a number, found an array", message(() -> read(deep)));
  }

  @Test
  void aLongTextIsQuotedInPart() {
    String message = message(() -> read("{\"" + "x".repeat(60_000) + "\":1}"));
    assertTrue(message.length() < 200, message);
  }

  private static JsonFields read(String json) throws RefusedRequestException {
    return JsonFields.read(json.getBytes(UTF_8), KNOWN);
  }

  private static String message(org.junit.jupiter.api.function.Executable what) {
    return String.valueOf(assertThrows(RefusedRequestException.class, what).getMessage());
  }
}
