package org.bolillero.office;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Where connections wait for the announcement, each until it is there or they have to stop.
 * Thread-safe.
 */
final class DrawOutcome {
  // Guarded by this. Those who wait are served in the order they came.
  private @Nullable Announcement announcement;
  private final Map<Thread, CompletableFuture<?>> waits = new LinkedHashMap<>();

  /** Gives the announcement to everybody who is waiting for it, and to whoever asks later. */
  void publish(Announcement result) {
    List<CompletableFuture<?>> over;
    synchronized (this) {
      announcement = result;
      over = List.copyOf(waits.values());
    }
    over.forEach(wait -> wait.complete(null));
  }

  /** The announcement, if the draw was held: the latest one. */
  synchronized Optional<Announcement> now() {
    return Optional.ofNullable(announcement);
  }

  /** Waits for the announcement, or until {@code stop} is complete. Cannot be interrupted. */
  Optional<Announcement> await(CompletableFuture<?> stop) {
    // A future of one's own. One that all share would be searched for the wait of each that stops.
    CompletableFuture<?> wait = stop.copy();
    synchronized (this) {
      if (announcement != null) {
        return now();
      }
      waits.put(Thread.currentThread(), wait);
    }
    wait.join();
    synchronized (this) {
      waits.remove(Thread.currentThread());
      return now();
    }
  }
}
