package org.bolillero.office;

/** What a {@link Draw} answers to an agency. */
public sealed interface DrawAnswer {
  /**
   * How far the agencies are.
   *
   * @param finished how many have finished
   * @param expected how many the draw waits for
   */
  record Progress(int finished, int expected) implements DrawAnswer {}

  /**
   * The answer to a greeting.
   *
   * @param epoch entitles the connection to add, until another one greets
   * @param total the agency's bets
   * @param finished whether the agency has finished
   * @param entry what must be {@linkplain Draw#confirm confirmed} before this may be told
   */
  record Greeting(long epoch, DrawEvent.AgencyTotal total, boolean finished, long entry)
      implements DrawAnswer {}

  /**
   * The receipt for a batch.
   *
   * @param bets how many bets the agency has with this batch
   * @param entry the entry that must be durable before this may be told
   */
  record Receipt(long bets, long entry) implements DrawAnswer {}
}
