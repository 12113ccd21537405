package org.bolillero.office;

/**
 * What a {@link Draw} answers to an agency. An {@code entry} is the last one of the log that the
 * answer rests on: the agency may have the answer when that entry is durable.
 */
@SuppressWarnings("doclint:missing") // The other components are named for what they are.
public sealed interface DrawAnswer {
  /** How many agencies have finished, of those that the draw waits for. */
  record Progress(int finished, int expected) implements DrawAnswer {}

  /** Which bets an agency has, and whether it has finished. */
  record Standing(DrawEvent.AgencyTotal total, boolean finished, long entry)
      implements DrawAnswer {}

  /**
   * The answer to a greeting, to be {@linkplain Draw#confirm confirmed}. The epoch entitles the
   * connection to add bets, until another one greets.
   */
  record Greeting(long epoch, Standing standing) implements DrawAnswer {}

  /** The receipt for a batch: how many bets the agency has with it. */
  record Receipt(long bets, long entry) implements DrawAnswer {}
}
