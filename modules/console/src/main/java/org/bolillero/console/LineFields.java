package org.bolillero.console;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.logging.log4j.message.Message;
import org.apache.logging.log4j.message.ParameterizedMessage;

/**
 * Takes a log line apart, such as {@code action: log | result: fail | motivo: …}, into keys and
 * values.
 *
 * <p>It goes by the line's pattern, before the parameters are put in, so that whatever stands in
 * them, such as a reason that somebody has typed, never makes a key.
 */
final class LineFields {
  private static final String BETWEEN = " | ";
  private static final String AFTER_KEY = ": ";
  private static final String PLACE = "{}";

  /**
   * A part of a line.
   *
   * @param value a number, a truth value or a text
   */
  record Field(String key, Object value) {}

  private LineFields() {}

  /** The fields of a line; none if it does not have that form throughout. */
  static List<Field> of(Message message) {
    return message instanceof ParameterizedMessage withParameters
        ? of(withParameters.getFormat(), withParameters.getParameters())
        : of(message.getFormattedMessage());
  }

  private static List<Field> of(String pattern, Object... parameters) {
    List<Field> fields = new ArrayList<>();
    int used = 0;
    int from = 0;
    while (from <= pattern.length()) {
      int end = pattern.indexOf(BETWEEN, from);
      String part = pattern.substring(from, end < 0 ? pattern.length() : end);
      int colon = part.indexOf(AFTER_KEY);
      if (colon <= 0) {
        return List.of();
      }
      String value = part.substring(colon + AFTER_KEY.length());
      int places = Math.min(places(value), parameters.length - used);
      Object[] own = Arrays.copyOfRange(parameters, used, used + places);
      fields.add(new Field(part.substring(0, colon), value(value, own)));
      used += places;
      from = end < 0 ? pattern.length() + 1 : end + BETWEEN.length();
    }
    return fields;
  }

  private static int places(String value) {
    int count = 0;
    for (int at = value.indexOf(PLACE); at >= 0; at = value.indexOf(PLACE, at + PLACE.length())) {
      count++;
    }
    return count;
  }

  private static Object value(String pattern, Object[] parameters) {
    if (pattern.equals(PLACE)
        && parameters.length == 1
        && (parameters[0] instanceof Number || parameters[0] instanceof Boolean)) {
      return parameters[0];
    }
    return ParameterizedMessage.format(pattern, parameters);
  }
}
