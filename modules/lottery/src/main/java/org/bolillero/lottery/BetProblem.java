package org.bolillero.lottery;

/**
 * What is wrong with one bet of a batch.
 *
 * @param position the position of the bet in its batch, from 0
 * @param field the first field that breaks a rule
 * @param reason what was expected and what was found, for people
 */
public record BetProblem(int position, BetField field, String reason) {
  @Override
  public String toString() {
    return field + ": " + reason;
  }
}
