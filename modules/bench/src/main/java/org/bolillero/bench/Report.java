package org.bolillero.bench;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.eclipse.collections.api.list.primitive.MutableDoubleList;
import org.eclipse.collections.impl.factory.primitive.DoubleLists;

/** The table that a command prints: a line for each measured quantity. Not thread-safe. */
final class Report {
  private final Map<String, Line> lines = new LinkedHashMap<>();

  /** A quantity with a value from each run, to be printed with so many digits behind the point. */
  private record Line(int decimals, MutableDoubleList values) {
    String cells() {
      String cell = "%,15." + decimals + "f";
      return String.format(
          Locale.ROOT, cell + cell + cell, values.median(), values.min(), values.max());
    }
  }

  /**
   * Adds what a run has measured.
   *
   * @param name what it is and its unit; the first value begins a new last line
   * @param decimals how many digits to print behind the point
   */
  void add(String name, int decimals, double value) {
    lines
        .computeIfAbsent(name, _ -> new Line(decimals, DoubleLists.mutable.empty()))
        .values
        .add(value);
  }

  /** Prints of each line the median, the lowest and the highest value. */
  void print(PrintWriter out) {
    int nameWidth = lines.keySet().stream().mapToInt(String::length).max().orElse(0);
    String name = "%-" + nameWidth + "s";
    out.println();
    out.println(name.formatted("") + "         median            min            max");
    lines.forEach((text, line) -> out.println(name.formatted(text) + line.cells()));
    out.flush();
  }
}
