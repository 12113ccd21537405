package org.bolillero.office;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.bolillero.lottery.Winners;
import org.jspecify.annotations.Nullable;

/**
 * Where connections wait for the winners, each until they are there or it has to stop. Thread-safe.
 */
final class DrawOutcome {
  // Guarded by this. The winners are set once; those who wait are served in the order they came.
  private @Nullable Winners winners;
  private final Map<Thread, CompletableFuture<?>> waits = new LinkedHashMap<>();

  /** Gives the winners to everybody who is waiting for them, and to whoever asks later. */
  void publish(Winners result) {
    List<CompletableFuture<?>> over;
    synchronized (this) {
      winners = result;
      over = List.copyOf(waits.values());
    }
    over.forEach(wait -> wait.complete(null));
  }

  /** The winners, if the draw was held. */
  synchronized Optional<Winners> now() {
    return Optional.ofNullable(winners);
  }

  /** Waits for the winners, or until {@code stop} is complete. Cannot be interrupted. */
  Optional<Winners> await(CompletableFuture<?> stop) {
    // A future of one's own. One that all share would be searched for the wait of each that stops.
    CompletableFuture<?> wait = stop.copy();
    synchronized (this) {
      if (winners != null) {
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
