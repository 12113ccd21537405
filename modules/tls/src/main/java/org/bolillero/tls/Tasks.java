package org.bolillero.tls;

import javax.net.ssl.SSLEngine;

/** Does what an engine leaves to its caller: mathematics, mostly. */
final class Tasks {
  private Tasks() {}

  static void run(SSLEngine engine) {
    for (Runnable task = engine.getDelegatedTask();
        task != null;
        task = engine.getDelegatedTask()) {
      task.run();
    }
  }
}
