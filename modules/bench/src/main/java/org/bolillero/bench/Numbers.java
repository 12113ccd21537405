package org.bolillero.bench;

import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/** Checks the numbers of an option that takes several. */
final class Numbers {
  private Numbers() {}

  /** Refuses the first number that is out of range, as a single one would be refused. */
  static void check(
      CommandSpec spec, String option, List<? extends Number> numbers, long min, long max) {
    for (Number number : numbers) {
      if (number.longValue() < min || number.longValue() > max) {
        throw new ParameterException(
            spec.commandLine(),
            "out of range",
            new TypeConversionException("expected %d to %d".formatted(min, max)),
            spec.findOption(option),
            number.toString());
      }
    }
  }
}
