package org.bolillero.server;

import java.time.Duration;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.bolillero.storage.LogException;

/** Holds the draw, in a thread of its own, so that no agency's connection has to carry it. */
final class DrawThread {
  private static final Logger LOGGER = LogManager.getLogger(DrawThread.class);

  private final DrawCeremony ceremony;
  private final OfficeState office;
  private final Thread thread;

  /**
   * Prepares the thread.
   *
   * @param office is told if the draw cannot be held
   */
  DrawThread(DrawCeremony ceremony, OfficeState office) {
    this.ceremony = ceremony;
    this.office = office;
    this.thread = office.machine().threads("draw", office::died).newThread(this::holdDraw);
  }

  /** Begins the draw; for the one who has tripped the barrier. */
  void start() {
    thread.start();
  }

  /**
   * Waits for the end of a draw that is going on, until the limit or an interrupt. Returns whether
   * none is going on any more.
   */
  boolean awaitEnd(Duration limit) {
    try {
      return thread.getState() == Thread.State.NEW || thread.join(limit);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private void holdDraw() {
    try {
      ceremony.hold();
    } catch (LogException | RuntimeException | Error e) {
      LOGGER.error(
          "action: sorteo | result: fail | motivo: {}",
          e instanceof LogException ? e.getMessage() : e.toString());
      office.fail(e);
    }
  }
}
