package org.bolillero.office;

import java.time.Instant;
import java.util.Optional;
import org.eclipse.collections.api.set.primitive.ImmutableIntSet;

/**
 * What is agreed on a draw when it is opened, and never changes afterwards.
 *
 * @param number tells this draw from others, from 1
 * @param agencies the agencies that the draw waits for
 * @param closesAt when sales close by the clock, to the millisecond; empty if they do not
 * @param source where the winning number comes from
 */
public record DrawTerms(
    int number, ImmutableIntSet agencies, Optional<Instant> closesAt, NumberSource source) {
  private static final Instant CLOSES_AT_MAX = Instant.parse("9999-12-31T00:00:00Z");

  /**
   * The terms of a draw that no clock closes and whose number is known from the start.
   *
   * @param number tells this draw from others, from 1
   * @param agencies the agencies that the draw waits for
   * @param winningNumber the number that wins
   * @return the terms
   */
  public static DrawTerms fixed(int number, ImmutableIntSet agencies, int winningNumber) {
    return new DrawTerms(number, agencies, Optional.empty(), new NumberSource.Fixed(winningNumber));
  }

  /** Throws unless a draw can be opened with these terms at a time. */
  void check(Instant now) throws DecisionException {
    if (number < 1) {
      throw DecisionException.invalid("draw: expected a number from 1, found " + number);
    }
    int size = agencies.size();
    if (size < 1 || size > AgencyReader.AGENCIES_MAX || agencies.min() < 1) {
      throw DecisionException.invalid(
          "agencies: expected 1 to %d, each with a number from 1, found %d"
              .formatted(AgencyReader.AGENCIES_MAX, size));
    }
    if (source instanceof NumberSource.Fixed(int winning)) {
      Officials.checkNumber(winning);
    }
    if (closesAt.isPresent() && !closesAt.get().isAfter(now)) {
      throw DecisionException.invalid(
          "closesAt: expected a time in the future, found " + closesAt.get());
    }
    if (closesAt.isPresent() && closesAt.get().isAfter(CLOSES_AT_MAX)) {
      throw DecisionException.invalid(
          "closesAt: expected a time before " + CLOSES_AT_MAX + ", found a later one");
    }
  }
}
