package org.bolillero.server;

import java.util.concurrent.ThreadFactory;
import org.bolillero.office.OfficeEvent;
import org.bolillero.office.OfficeListener;

/** Makes threads for tasks that mostly wait. */
@FunctionalInterface
interface Threads {
  /** Makes threads with a name and a number. */
  ThreadFactory named(String name);

  /**
   * Virtual threads, each of which reports what ends it. A defect ends one connection; an error,
   * such as a full memory, ends the office, because nobody knows what else is missing.
   */
  static Threads virtual(OfficeListener listener) {
    return name ->
        Thread.ofVirtual()
            .name(name + "-", 0)
            .uncaughtExceptionHandler((thread, why) ->
                listener.on(
                    why instanceof RuntimeException defect
                        ? new OfficeEvent.ConnectionDefect(thread.getName(), defect)
                        : new OfficeEvent.OfficeFailed(why)))
            .factory();
  }
}
