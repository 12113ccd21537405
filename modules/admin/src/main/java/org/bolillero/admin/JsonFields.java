package org.bolillero.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a request: a JSON object of texts and numbers. Whatever is wrong with them leads to
 * a {@link RefusedRequestException} that names the field, what was expected and what was found.
 */
final class JsonFields {
  /** What is of use to others in the messages of the library. */
  private static final Pattern PLACE = Pattern.compile("at line \\d+ column \\d+");

  private final Map<String, Value> values;

  /** A text, or a number as it was written. */
  private record Value(String text, boolean isNumber) {
    @Override
    public String toString() {
      return isNumber ? text : Found.of(text);
    }
  }

  private JsonFields(Map<String, Value> values) {
    this.values = values;
  }

  /**
   * Reads the body of a request.
   *
   * @param known the fields that may be there
   */
  static JsonFields read(byte[] body, List<String> known) throws RefusedRequestException {
    try (JsonReader json = new JsonReader(new StringReader(decoded(body)))) {
      json.setStrictness(Strictness.STRICT);
      return new JsonFields(values(json, known));
    } catch (IOException | IllegalStateException e) {
      Matcher place = PLACE.matcher(String.valueOf(e.getMessage()));
      throw RefusedRequestException.bad(
          "expected a JSON object, found another thing or a mistake"
              + (place.find() ? " " + place.group() : ""));
    }
  }

  private static String decoded(byte[] body) throws RefusedRequestException {
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException _) {
      throw RefusedRequestException.bad("expected JSON in UTF-8");
    }
  }

  private static Map<String, Value> values(JsonReader json, List<String> known)
      throws IOException, RefusedRequestException {
    Map<String, Value> values = new HashMap<>();
    json.beginObject();
    while (json.hasNext()) {
      String name = json.nextName();
      if (!known.contains(name)) {
        throw RefusedRequestException.bad(
            "expected the fields %s, found %s".formatted(known, Found.of(name)));
      }
      if (values.put(name, value(name, json)) != null) {
        throw RefusedRequestException.bad(name + ": expected once, found twice");
      }
    }
    json.endObject();
    if (json.peek() != JsonToken.END_DOCUMENT) {
      throw RefusedRequestException.bad("expected one JSON object, found more behind it");
    }
    return values;
  }

  private static Value value(String name, JsonReader json)
      throws IOException, RefusedRequestException {
    JsonToken token = json.peek();
    if (token == JsonToken.NUMBER) {
      return new Value(json.nextString(), true);
    }
    if (token != JsonToken.STRING) {
      String found = token.name().toLowerCase(Locale.ROOT).replace("begin_", "an ");
      throw RefusedRequestException.bad(name + ": expected a text or a number, found " + found);
    }
    return new Value(json.nextString(), false);
  }

  boolean has(String name) {
    return values.containsKey(name);
  }

  /** A text, if the field is there. */
  Optional<String> optionalText(String name) throws RefusedRequestException {
    return has(name) ? Optional.of(text(name, "a text")) : Optional.empty();
  }

  /**
   * A text.
   *
   * @param expected what it should be, such as {@code a reason}
   */
  String text(String name, String expected) throws RefusedRequestException {
    Value value = values.get(name);
    if (value == null || value.isNumber()) {
      throw wrong(name, expected, value);
    }
    return value.text();
  }

  /** A whole number, written as a number of JSON. */
  int wholeNumber(String name, int min, int max) throws RefusedRequestException {
    Value value = values.get(name);
    String digits = value != null && value.isNumber() ? value.text() : "";
    long number = digits.matches("0|[1-9][0-9]{0,9}") ? Long.parseLong(digits) : -1;
    if (number < min || number > max) {
      throw wrong(name, "a whole number from " + min + " to " + max, value);
    }
    return (int) number;
  }

  /** The number of a draw's bets, which may also be written as a text of digits: 0123 is 123. */
  int betNumber(String name, int max) throws RefusedRequestException {
    Value value = values.get(name);
    int digitsMax = Integer.toString(max).length();
    String number = value == null ? "" : value.text();
    if (value == null
        || !number.matches("[0-9]{1," + digitsMax + "}")
        || Integer.parseInt(number) > max) {
      throw wrong(name, "a number from 0 to " + max + " or a text of its digits", value);
    }
    return Integer.parseInt(number);
  }

  static RefusedRequestException wrong(String name, String expected, @Nullable Object found) {
    return RefusedRequestException.bad(
        "%s: expected %s, found %s".formatted(name, expected, found == null ? "nothing" : found));
  }
}
