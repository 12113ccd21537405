package org.bolillero.server;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bolillero.office.DrawTerms;
import org.bolillero.office.NumberSource;
import org.bolillero.simulation.Choices;
import org.eclipse.collections.api.set.primitive.ImmutableIntSet;
import org.eclipse.collections.impl.factory.primitive.IntSets;
import org.eclipse.collections.impl.list.primitive.IntInterval;

/**
 * What the officials of a simulated draw intend.
 *
 * @param terms those of the draw
 * @param numbers the number that they want to win, and those that correct it
 * @param mistakes how often one of them enters another number
 * @param closes whether they close sales before all agencies have finished
 * @param excuses how many agencies they excuse that would come back
 */
record SimulatedPlan(
    DrawTerms terms, List<Integer> numbers, int mistakes, boolean closes, int excuses) {
  private static final int CLOSES_MILLIS_MAX = 30_000;

  /** A draw of the agencies 1 to {@code agencies} for which nobody has to decide anything. */
  static SimulatedPlan fixed(int agencies) {
    return of(agencies, new NumberSource.Fixed(OfficeSetup.WINNING_NUMBER), Optional.empty())
        .numbers(OfficeSetup.WINNING_NUMBER);
  }

  /** The number is entered by one official, or two. */
  static SimulatedPlan officials(int agencies, int count) {
    return of(agencies, new NumberSource.Officials(count), Optional.empty())
        .numbers(OfficeSetup.WINNING_NUMBER);
  }

  /** As chance has it. */
  static SimulatedPlan random(Choices choices, int agencies) {
    Optional<Instant> closesAt =
        choices.oneIn(3)
            ? Optional.of(inMillis(choices.below(CLOSES_MILLIS_MAX)))
            : Optional.empty();
    int officials = choices.below(3);
    NumberSource source =
        officials == 0
            ? new NumberSource.Fixed(OfficeSetup.WINNING_NUMBER)
            : new NumberSource.Officials(officials);
    List<Integer> numbers = new ArrayList<>(List.of(OfficeSetup.WINNING_NUMBER));
    for (int corrections = Math.max(0, choices.below(5) - 2); corrections > 0; corrections--) {
      numbers.add(choices.below(20));
    }
    return new SimulatedPlan(
        of(agencies, source, closesAt).terms,
        numbers,
        Math.max(0, choices.below(6) - 3),
        choices.oneIn(4),
        Math.max(0, choices.below(6) - 3));
  }

  private static SimulatedPlan of(int agencies, NumberSource source, Optional<Instant> closesAt) {
    ImmutableIntSet all = IntSets.immutable.ofAll(IntInterval.oneTo(agencies));
    return new SimulatedPlan(new DrawTerms(1, all, closesAt, source), List.of(), 0, false, 0);
  }

  /** A time, so long after the beginning. */
  private static Instant inMillis(long millis) {
    return OfficeSetup.CLOCK.instant().plusMillis(millis);
  }

  /** Sales are closed by the clock. */
  SimulatedPlan closesAfter(Duration time) {
    DrawTerms timed =
        new DrawTerms(
            terms.number(),
            terms.agencies(),
            Optional.of(inMillis(time.toMillis())),
            terms.source());
    return new SimulatedPlan(timed, numbers, mistakes, closes, excuses);
  }

  /** These numbers are entered, all but the first as corrections. */
  SimulatedPlan numbers(Integer... all) {
    return new SimulatedPlan(terms, List.of(all), mistakes, closes, excuses);
  }

  /** One of two officials enters another number so often. */
  SimulatedPlan mistakes(int count) {
    return new SimulatedPlan(terms, numbers, count, closes, excuses);
  }

  /** An official closes sales. */
  SimulatedPlan closedByAnOfficial() {
    return new SimulatedPlan(terms, numbers, mistakes, true, excuses);
  }
}
