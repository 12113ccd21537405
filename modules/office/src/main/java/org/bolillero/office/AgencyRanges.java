package org.bolillero.office;

import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.ImmutableList;
import org.eclipse.collections.api.list.MutableList;
import org.eclipse.collections.api.set.primitive.ImmutableIntSet;

/**
 * A set of agencies, as the fewest ranges.
 *
 * @param all the ranges, ascending, with a gap between any two
 */
public record AgencyRanges(ImmutableList<Range> all) {
  /**
   * Agencies without a gap.
   *
   * @param first the first of them
   * @param last the last of them, which may be the same
   */
  public record Range(int first, int last) {
    @Override
    public String toString() {
      return first == last ? "" + first : first + "-" + last;
    }
  }

  /**
   * The ranges of a set.
   *
   * @param agencies the set
   * @return its ranges
   */
  public static AgencyRanges of(ImmutableIntSet agencies) {
    MutableList<Range> ranges = Lists.mutable.empty();
    agencies
        .toSortedList()
        .forEach(agency -> {
          Range before = ranges.getLast();
          if (before != null && before.last() == agency - 1) {
            ranges.set(ranges.size() - 1, new Range(before.first(), agency));
          } else {
            ranges.add(new Range(agency, agency));
          }
        });
    return new AgencyRanges(ranges.toImmutable());
  }

  /** {@return the ranges as people write them, such as {@code 1-3,7}} */
  @Override
  public String toString() {
    return all.makeString(",");
  }
}
