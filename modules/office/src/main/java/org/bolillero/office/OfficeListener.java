package org.bolillero.office;

/**
 * Watches an office.
 *
 * <p>Called by any thread, by several at the same time, and from the middle of the intake: a
 * listener must not wait for anything and must not throw.
 */
@FunctionalInterface
public interface OfficeListener {
  /**
   * Something has happened.
   *
   * @param event what it is
   */
  void on(OfficeEvent event);

  /**
   * Lets another one watch as well.
   *
   * @param other is called after this one
   * @return both
   */
  default OfficeListener and(OfficeListener other) {
    return event -> {
      on(event);
      other.on(event);
    };
  }
}
