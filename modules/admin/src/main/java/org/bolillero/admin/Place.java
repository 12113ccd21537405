package org.bolillero.admin;

import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * The place of a connection among as many as there may be of its kind. Belongs to the thread of the
 * connection.
 */
final class Place {
  private Semaphore kind;

  private Place(Semaphore kind) {
    this.kind = kind;
  }

  /** Takes a place, if there is one. */
  static Optional<Place> in(Semaphore kind) {
    return kind.tryAcquire() ? Optional.of(new Place(kind)) : Optional.empty();
  }

  /** Takes a place of another kind for it, if there is one; otherwise all is as it was. */
  boolean moveTo(Semaphore other) {
    if (!other.tryAcquire()) {
      return false;
    }
    kind.release();
    kind = other;
    return true;
  }

  /** Gives it back. To be called once. */
  void leave() {
    kind.release();
  }
}
