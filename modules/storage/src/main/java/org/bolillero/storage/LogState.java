package org.bolillero.storage;

/**
 * What readers may see of a log: where its durable part ends. One writer publishes it, any thread
 * takes a snapshot. What lies before that end never changes again, so it is read without a lock.
 */
final class LogState {
  private volatile Snapshot snapshot;

  /**
   * The durable part of the log.
   *
   * @param lastSegment the index of the last segment with entries; all before it are complete
   * @param endOffset where its entries end
   * @param durableEnd the highest durable entry number, 0 if there is none
   */
  record Snapshot(int lastSegment, int endOffset, long durableEnd) {}

  LogState(Snapshot start) {
    snapshot = start;
  }

  void publish(int lastSegment, int endOffset, long durableEnd) {
    snapshot = new Snapshot(lastSegment, endOffset, durableEnd);
  }

  Snapshot snapshot() {
    return snapshot;
  }
}
