package org.bolillero.client;

/** How far the draw is when all bets of an agency are delivered. */
public sealed interface DrawStatus {

  /**
   * The draw has been held, and all winners of the agency were added to their target.
   *
   * @param winners how many winners the agency has
   */
  record Drawn(int winners) implements DrawStatus {}

  /**
   * The draw has not been held, and the agency does not wait for it.
   *
   * @param finished how many agencies have finished
   * @param expected how many the draw waits for
   */
  record Pending(int finished, int expected) implements DrawStatus {}
}
