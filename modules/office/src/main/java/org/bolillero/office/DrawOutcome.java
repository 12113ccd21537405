package org.bolillero.office;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.bolillero.lottery.Winners;

/** Where connections wait for the winners. Thread-safe. */
final class DrawOutcome {
  private final CompletableFuture<Winners> winners = new CompletableFuture<>();

  /** Gives the winners to everybody who is waiting for them, and to whoever asks later. */
  void publish(Winners result) {
    winners.complete(result);
  }

  /** The winners, if the draw was held. */
  Optional<Winners> now() {
    return Optional.ofNullable(winners.getNow(null));
  }

  /** Waits for the winners, or until {@code stop} is complete. Cannot be interrupted. */
  Optional<Winners> await(CompletableFuture<?> stop) {
    CompletableFuture.anyOf(winners, stop).join();
    return now();
  }
}
