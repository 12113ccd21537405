package org.bolillero.office;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The place of a draw in an office, whether the draw is open or not. Thread-safe. */
final class DrawSlot {
  private final DrawFolder folder;
  private final boolean isKeptOpen;

  // Guarded by this.
  private @Nullable Draw draw;
  private int users;
  private long lastUseNanos;

  /**
   * The place of a draw that is not open.
   *
   * @param isKeptOpen whether it stays open even when it is over
   */
  DrawSlot(DrawFolder folder, boolean isKeptOpen) {
    this.folder = folder;
    this.isKeptOpen = isKeptOpen;
  }

  DrawFolder folder() {
    return folder;
  }

  int number() {
    return folder.draw();
  }

  /** The draw was opened. */
  synchronized void open(Draw opened) {
    draw = opened;
    lastUseNanos = System.nanoTime();
  }

  /** The draw, if it is open. */
  synchronized Optional<Draw> draw() {
    return Optional.ofNullable(draw);
  }

  /** Uses the draw, if it is open; it stays open until the lease is closed. */
  synchronized Optional<DrawFinder.Lease> lease() {
    Draw leased = draw;
    if (leased == null) {
      return Optional.empty();
    }
    users++;
    boolean[] ended = {false};
    return Optional.of(
        new DrawFinder.Lease(
            leased,
            () -> {
              synchronized (this) {
                users -= ended[0] ? 0 : 1;
                ended[0] = true;
                lastUseNanos = System.nanoTime();
              }
            }));
  }

  /** Whether the draw is open only because somebody has asked for it, or could ask. */
  synchronized boolean isOpenOnDemand() {
    return draw != null && !isKeptOpen && draw.isOver();
  }

  /** Gives up the draw if it is over and has not been used for some time; empty if it stays. */
  synchronized Optional<Draw> giveUp(long unusedNanos) {
    Draw open = draw;
    boolean isUnused =
        isOpenOnDemand() && users == 0 && System.nanoTime() - lastUseNanos >= unusedNanos;
    if (open == null || !isUnused) {
      return Optional.empty();
    }
    draw = null;
    return Optional.of(open);
  }
}
