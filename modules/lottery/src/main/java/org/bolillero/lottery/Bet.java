package org.bolillero.lottery;

import static java.util.Objects.requireNonNull;

import java.time.LocalDate;

/**
 * One bet: a person and the number that the person plays. Immutable.
 *
 * <p>A {@code Bet} may hold values that break a rule; {@link BetRules} says which do, and it says
 * so when the bet is encoded ({@link BetBatchBuilder#add(Bet)}) and when a batch is received
 * ({@link BetBatch#firstProblem}).
 *
 * @param firstName the first name or names, or the only one, 1 to 254 bytes in UTF-8
 * @param lastName the last name, up to 254 bytes in UTF-8; empty if the person has a single name
 * @param document the number of the identity document, 1 to 16 ASCII digits
 * @param birthDate the date of birth
 * @param number the number that is played, 0 to 9999
 */
public record Bet(
    String firstName, String lastName, String document, LocalDate birthDate, int number) {

  /** Checks that no part is missing. */
  public Bet {
    requireNonNull(firstName, "firstName");
    requireNonNull(lastName, "lastName");
    requireNonNull(document, "document");
    requireNonNull(birthDate, "birthDate");
  }
}
