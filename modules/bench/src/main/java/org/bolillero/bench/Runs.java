package org.bolillero.bench;

import org.bolillero.console.Range;
import picocli.CommandLine.Option;

/** How often everything is measured. */
final class Runs {
  @Option(
      names = "--runs",
      paramLabel = "N",
      defaultValue = "5",
      description = "Measure this many times.")
  @Range(min = 1, max = 1_000)
  private int runs;

  int count() {
    return runs;
  }
}
