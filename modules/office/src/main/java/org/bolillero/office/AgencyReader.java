package org.bolillero.office;

import java.util.regex.Pattern;
import org.eclipse.collections.api.set.primitive.ImmutableIntSet;
import org.eclipse.collections.api.set.primitive.MutableIntSet;
import org.eclipse.collections.impl.factory.primitive.IntSets;

/**
 * Reads agencies as people write them: numbers and ranges, separated by commas, such as {@code
 * 1-3,7}.
 */
public final class AgencyReader {
  /** The most agencies of a draw. */
  public static final int AGENCIES_MAX = 65_536;

  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

  private AgencyReader() {}

  /**
   * Reads a list of agencies.
   *
   * @param text what somebody has written
   * @return the agencies
   * @throws IllegalArgumentException if it is no such list, or a list of too many; the message says
   *     what was expected and what was found
   */
  public static ImmutableIntSet read(String text) {
    MutableIntSet agencies = IntSets.mutable.empty();
    for (String part : text.split(",", -1)) {
      String[] ends = part.strip().split("-", -1);
      int first = number(ends[0], text);
      int last = ends.length == 1 ? first : number(ends[1], text);
      if (ends.length > 2 || last < first) {
        throw expected(text);
      }
      for (int agency = first; agency <= last; agency++) {
        agencies.add(agency);
        if (agencies.size() > AGENCIES_MAX) {
          throw new IllegalArgumentException(
              "expected at most %d agencies, found more in '%s'".formatted(AGENCIES_MAX, text));
        }
      }
    }
    return agencies.toImmutable();
  }

  private static int number(String digits, String text) {
    if (!NUMBER.matcher(digits).matches() || Integer.parseInt(digits) == 0) {
      throw expected(text);
    }
    return Integer.parseInt(digits);
  }

  private static IllegalArgumentException expected(String text) {
    return new IllegalArgumentException(
        "expected numbers from 1 to 999999999 and ranges of them, such as 1-3,7, found '"
            + text
            + "'");
  }
}
