package org.bolillero.office;

import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The place of a draw in an office, whether the draw is open or not. Thread-safe. */
final class DrawSlot {
  private final DrawFolder folder;
  private final boolean isKeptOpen;
  private final LongSupplier nanoClock;

  // Guarded by this.
  private @Nullable Draw draw;
  private @Nullable DrawSummary over;

  // Guarded by this.
  private int users;
  private long lastUseNanos;

  /**
   * The place of a draw that is not open.
   *
   * @param isKeptOpen whether it stays open even when it is over
   * @param nanoClock tells how long nobody has used it
   */
  DrawSlot(DrawFolder folder, boolean isKeptOpen, LongSupplier nanoClock) {
    this.folder = folder;
    this.isKeptOpen = isKeptOpen;
    this.nanoClock = nanoClock;
  }

  DrawFolder folder() {
    return folder;
  }

  /** The draw was opened. */
  synchronized void open(Draw opened) {
    draw = opened;
    lastUseNanos = nanoClock.getAsLong();
  }

  /** What a list of draws says of it; empty if it has to be opened for that. */
  synchronized Optional<DrawSummary> summary() {
    if (draw != null) {
      return Optional.of(draw.summary());
    }
    if (over == null) {
      over = folder.over().orElse(null);
    }
    return Optional.ofNullable(over);
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
                lastUseNanos = nanoClock.getAsLong();
              }
            }));
  }

  /** Whether the draw is open only because somebody has asked for it, or could ask. */
  synchronized boolean isOpenOnDemand() {
    return draw != null && !isKeptOpen && draw.isOver();
  }

  /**
   * Gives up the draw if it is over and has not been used for some time; empty if it stays. What a
   * list says of it is remembered.
   */
  synchronized Optional<Draw> giveUp(long unusedNanos) {
    Draw open = draw;
    boolean isUnused =
        isOpenOnDemand() && users == 0 && nanoClock.getAsLong() - lastUseNanos >= unusedNanos;
    if (open == null || !isUnused) {
      return Optional.empty();
    }
    over = open.summary();
    draw = null;
    return Optional.of(open);
  }
}
