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
}
