package org.bolillero.office;

import org.bolillero.storage.LogException;
import org.bolillero.storage.LogListener;

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

  /**
   * Lets this one watch a log.
   *
   * @return passes on what the log says of itself
   */
  default LogListener ofLog() {
    return new LogListener() {
      @Override
      public void warning(String message) {
        on(new OfficeEvent.LogWarning(message));
      }

      @Override
      public void failed(LogException why) {
        on(new OfficeEvent.LogFailed(why));
      }

      @Override
      public void groupForced(long nanos, long bytes, int entries) {
        on(new OfficeEvent.LogGroupForced(nanos, bytes, entries));
      }
    };
  }
}
