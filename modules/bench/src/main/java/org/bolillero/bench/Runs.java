package org.bolillero.bench;

import org.bolillero.console.Option;
import org.bolillero.console.Options;

/** How often everything is measured. */
final class Runs {
  private final Option<Integer> runs;

  /** Adds it to the options of a command. */
  Runs(Options options) {
    runs =
        options
            .number("--runs", 1, 1_000)
            .label("N")
            .byDefault(5)
            .description("Measure this many times.");
  }

  int count() {
    return runs.value();
  }
}
