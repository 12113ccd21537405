package org.bolillero.storage;

/**
 * Is told by a log of what nobody has asked for. Called from the log's own threads; must not block.
 */
public interface LogListener {
  /**
   * Something needs an operator's attention while the log goes on, such as a disk that is nearly
   * full.
   *
   * @param message what it is
   */
  void warning(String message);

  /**
   * The log has failed: from now on nothing becomes durable. Called once.
   *
   * @param failure why
   */
  void failed(LogException failure);
}
