package org.bolillero.bench;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The table that a command prints: a line for each {@link Figure}. Not thread-safe. */
final class Report {
  private static final String[] HEAD = {"", "median", "min", "max", ""};

  private final Map<String, Figure> figures = new LinkedHashMap<>();

  /** The figure of a name, which is a new last line if there is none yet. */
  Figure figure(String name, int decimals) {
    return figures.computeIfAbsent(name, _ -> new Figure(name, decimals));
  }

  /** Prints the lines, with the columns as wide as they have to be. */
  void print(PrintWriter out) {
    List<String[]> lines = figures.values().stream().map(Figure::cells).toList();
    int[] widths = new int[HEAD.length];
    for (int column = 0; column < HEAD.length; column++) {
      widths[column] = HEAD[column].length();
      for (String[] line : lines) {
        widths[column] = Math.max(widths[column], line[column].length());
      }
    }
    out.println();
    print(out, HEAD, widths);
    lines.forEach(line -> print(out, line, widths));
    out.flush();
  }

  /** The name stands on the left, numbers on the right, remarks after them. */
  private static void print(PrintWriter out, String[] cells, int[] widths) {
    var line = new StringBuilder();
    line.append(cells[0]).repeat(' ', widths[0] - cells[0].length());
    for (int column = 1; column < cells.length - 1; column++) {
      line.repeat(' ', 2 + widths[column] - cells[column].length()).append(cells[column]);
    }
    out.println(line.append("  ").append(cells[cells.length - 1]).toString().stripTrailing());
  }
}
