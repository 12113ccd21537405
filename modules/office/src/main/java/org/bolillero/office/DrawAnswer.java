package org.bolillero.office;

/** What a {@link Draw} tells an agency. */
@SuppressWarnings("doclint:missing") // The other components are named for what they are.
public sealed interface DrawAnswer {
  /** How many agencies have finished, of those that the draw waits for. */
  record Progress(int finished, int expected) implements DrawAnswer {}

  /**
   * Which bets an agency has, and whether it has finished. The {@code entry} is the last one of the
   * log that this rests on: the agency may know of it when that entry is durable.
   */
  record Standing(DrawEvent.AgencyTotal total, boolean finished, long entry)
      implements DrawAnswer {}
}
