package org.bolillero.server;

import java.util.concurrent.CompletableFuture;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Logger;
import org.bolillero.storage.LogException;
import org.bolillero.storage.LogListener;
import org.jspecify.annotations.Nullable;

/** Passes on what the log says of itself; its failure is the end of the office. Thread-safe. */
final class LogWatch implements LogListener {
  private static final Logger LOGGER = LogManager.getLogger(LogWatch.class);

  private final CompletableFuture<Void> end;
  private volatile @Nullable LogException failure;

  /**
   * Listens.
   *
   * @param end completed with the failure, unless the office has ended by then
   */
  LogWatch(CompletableFuture<Void> end) {
    this.end = end;
  }

  @Override
  public void warning(String message) {
    LOGGER.warn("action: log | result: in_progress | motivo: {}", message);
  }

  @Override
  public void failed(LogException why) {
    LOGGER.error("action: log | result: fail | motivo: {}", why.getMessage());
    failure = why;
    end.completeExceptionally(why);
  }

  /** Throws the failure, if there was one. */
  void check() throws LogException {
    LogException why = failure;
    if (why != null) {
      throw new LogException(why.kind(), why.getMessage(), why);
    }
  }
}
