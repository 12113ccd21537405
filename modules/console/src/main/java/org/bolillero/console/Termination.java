package org.bolillero.console;

/** What happens on SIGTERM and SIGINT. */
public final class Termination {
  private Termination() {}

  /**
   * Has a resource closed when the program is told to end. Those registered last are closed first.
   *
   * @param resource what to close; its {@code close} is called in a thread of its own, perhaps
   *     while another thread closes it, too
   */
  public static void closeOnSignal(AutoCloseable resource) {}

  /**
   * Whether a signal has arrived, so that failures are but consequences of closing.
   *
   * @return true from the signal on
   */
  public static boolean isUnderWay() {
    return false;
  }
}
