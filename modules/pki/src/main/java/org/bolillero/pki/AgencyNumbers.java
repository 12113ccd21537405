package org.bolillero.pki;

import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads agencies as people write them: numbers and ranges, such as {@code 1-3,7}. */
final class AgencyNumbers {
  /** As many as a draw can have. */
  static final int AGENCIES_MAX = 65_536;

  private static final Pattern RANGE = Pattern.compile("([0-9]{1,9})(?:-([0-9]{1,9}))?");

  private AgencyNumbers() {}

  /**
   * Reads agencies.
   *
   * @return their numbers, each once, ascending
   * @throws IllegalArgumentException if a text is no such list, or if there are too many
   */
  static Collection<Integer> read(List<String> texts) {
    TreeSet<Integer> agencies = new TreeSet<>();
    for (String text : texts) {
      for (String part : text.split(",", -1)) {
        Matcher range = RANGE.matcher(part.strip());
        if (!range.matches()) {
          throw expected(text);
        }
        int first = Integer.parseInt(range.group(1));
        int last = range.group(2) == null ? first : Integer.parseInt(range.group(2));
        if (first == 0 || last < first) {
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
    }
    return agencies;
  }

  private static IllegalArgumentException expected(String text) {
    return new IllegalArgumentException(
        "expected numbers from 1 to 999999999 and ranges of them, such as 1-3,7, found '%s'"
            .formatted(text));
  }
}
