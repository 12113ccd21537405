package org.bolillero.storage;

/**
 * Is notified of a log's warnings and of its failure. Called from the log's own threads; must not
 * block.
 */
public interface LogListener {
  /**
   * Something needs an operator's attention, such as a disk that is nearly full. The log works on.
   *
   * @param message what needs attention
   */
  void warning(String message);

  /**
   * The log has failed: from now on nothing becomes durable. Called once.
   *
   * @param failure why
   */
  void failed(LogException failure);

  /**
   * A group of entries has become durable. Called after those that wait for it were woken, for
   * whoever wants to know whether the disk keeps up.
   *
   * @param nanos how long the disk took to force it
   * @param bytes how much was written for it
   * @param entries how many entries it has
   */
  default void groupForced(long nanos, long bytes, int entries) {}
}
