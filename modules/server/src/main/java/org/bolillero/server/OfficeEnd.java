package org.bolillero.server;

import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.bolillero.office.OfficeEvent;
import org.bolillero.office.OfficeListener;
import org.bolillero.storage.LogException;
import org.jspecify.annotations.Nullable;

/** Decides when an office ends: when it has nothing more to do, or cannot go on. Thread-safe. */
final class OfficeEnd implements OfficeListener {
  private final OptionalInt lastDraw;
  private final CompletableFuture<Void> end = new CompletableFuture<>();
  private volatile @Nullable LogException logFailure;

  /**
   * An office that goes on until something ends it.
   *
   * @param lastDraw the draw after which it ends, if there is one
   */
  OfficeEnd(OptionalInt lastDraw) {
    this.lastDraw = lastDraw;
  }

  @Override
  public void on(OfficeEvent event) {
    switch (event) {
      case OfficeEvent.LogFailed(LogException why) -> {
        logFailure = why;
        end.completeExceptionally(why);
      }
      case OfficeEvent.DrawFailed(_, Throwable why) -> end.completeExceptionally(why);
      case OfficeEvent.OfficeFailed(Throwable why) -> end.completeExceptionally(why);
      case OfficeEvent.WinnersDelivered(int draw) when lastDraw.equals(OptionalInt.of(draw)) ->
          end.complete(null);
      default -> {}
    }
  }

  /** Ends the office, whatever it still had to do. */
  void endNow() {
    end.complete(null);
  }

  /** Whether the office cannot go on. */
  boolean isFailure() {
    return end.isCompletedExceptionally();
  }

  /** Waits for the end. */
  void await() throws LogException, InterruptedException {
    try {
      end.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof LogException failure) {
        throw failure.again();
      }
      throw new IllegalStateException("the office cannot go on", e.getCause());
    }
  }

  /** Throws the failure of the log, if there was one. */
  void checkLog() throws LogException {
    LogException why = logFailure;
    if (why != null) {
      throw why.again();
    }
  }
}
