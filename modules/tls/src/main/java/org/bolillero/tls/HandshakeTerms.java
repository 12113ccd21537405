package org.bolillero.tls;

/** What whoever makes a handshake allows it. Called by the thread that makes it. */
@FunctionalInterface
public interface HandshakeTerms {
  /** {@return how much time is left for all of it, in milliseconds; none if below one} */
  long leftMillis();

  /**
   * Takes note of who is being waited for.
   *
   * @param value whether that is the other end, from now on
   */
  default void waitsForPeer(boolean value) {}

  /**
   * Does what takes a processor, such as checking signatures; may wait before it begins.
   *
   * @param work what to do, in this thread
   */
  default void compute(Runnable work) {
    work.run();
  }
}
