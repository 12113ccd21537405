package org.bolillero.server;

import org.eclipse.collections.api.set.primitive.ImmutableIntSet;
import org.eclipse.collections.api.set.primitive.MutableIntSet;
import org.eclipse.collections.impl.factory.primitive.IntSets;
import picocli.CommandLine.ITypeConverter;

/**
 * Reads agencies as people write them: numbers and ranges, separated by commas, such as {@code
 * 1-3,7}.
 */
final class AgencySet implements ITypeConverter<ImmutableIntSet> {
  @Override
  public ImmutableIntSet convert(String text) {
    return read(text);
  }

  /** The agencies, or an {@link IllegalArgumentException} that says what was expected. */
  static ImmutableIntSet read(String text) {
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
        if (agencies.size() > OfficeSettings.AGENCIES_MAX) {
          throw new IllegalArgumentException(
              "expected at most %d agencies, found more in '%s'"
                  .formatted(OfficeSettings.AGENCIES_MAX, text));
        }
      }
    }
    return agencies.toImmutable();
  }

  private static int number(String digits, String text) {
    if (!digits.matches("[0-9]{1,9}") || Integer.parseInt(digits) == 0) {
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
