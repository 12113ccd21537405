package org.bolillero.bench;

import static java.util.Objects.requireNonNull;

import java.util.Locale;
import org.eclipse.collections.api.list.primitive.MutableDoubleList;
import org.eclipse.collections.impl.factory.primitive.DoubleLists;

/** One measured quantity, with a value from each run. Not thread-safe. */
final class Figure {
  private final String name;
  private final String format;
  private final MutableDoubleList values = DoubleLists.mutable.empty();
  private final StringBuilder notes = new StringBuilder();

  /**
   * A figure without a value yet.
   *
   * @param name what it is and its unit, as it stands in the table
   * @param decimals how many digits to print behind the point
   */
  Figure(String name, int decimals) {
    this.name = requireNonNull(name);
    this.format = "%,." + decimals + "f";
  }

  /** Adds what a run has measured. */
  Figure add(double value) {
    values.add(value);
    return this;
  }

  /** The value in the middle; of an even number of values, the mean of the two in the middle. */
  double median() {
    return values.median();
  }

  double min() {
    return values.min();
  }

  double max() {
    return values.max();
  }

  boolean isEmpty() {
    return values.isEmpty();
  }

  /** Says how much of a reference this is, medians of the same runs. Call it after the last run. */
  Figure against(Figure reference, String referenceName) {
    if (!isEmpty() && !reference.isEmpty()) {
      note("%.0f %% of %s".formatted(100 * median() / reference.median(), referenceName));
    }
    return this;
  }

  /** Adds a remark at the end of the line. */
  Figure note(String text) {
    notes.append(notes.isEmpty() ? "" : ", ").append(text);
    return this;
  }

  /** The cells of its line: name, median, lowest, highest, remarks. */
  String[] cells() {
    return isEmpty()
        ? new String[] {name, "-", "-", "-", notes.toString()}
        : new String[] {name, text(median()), text(min()), text(max()), notes.toString()};
  }

  private String text(double value) {
    return String.format(Locale.ROOT, format, value);
  }
}
