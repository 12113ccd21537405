package org.bolillero.lottery;

import static java.util.Objects.requireNonNull;

import java.time.LocalDate;

/**
 * One bet: a person and the number that this person plays. Immutable.
 *
 * <p>It may break the {@link BetRules}, which are checked when a bet is encoded and when a batch is
 * received.
 *
 * @param firstName the first name or names, or the only name
 * @param lastName the last name; empty if the person has a single name
 * @param document the number of the identity document
 * @param birthDate the date of birth
 * @param number the number played
 */
public record Bet(
    String firstName, String lastName, String document, LocalDate birthDate, int number) {
  /** Checks that nothing is null. */
  public Bet {
    requireNonNull(firstName, "firstName");
    requireNonNull(lastName, "lastName");
    requireNonNull(document, "document");
    requireNonNull(birthDate, "birthDate");
  }
}
