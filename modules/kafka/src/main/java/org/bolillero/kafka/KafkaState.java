package org.bolillero.kafka;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.bolillero.storage.LogException;
import org.bolillero.storage.LogException.Kind;
import org.jspecify.annotations.Nullable;

/** Whether a topic can be used: until it is closed, or the first failure that does not pass. */
final class KafkaState {
  private final String where;
  private final AtomicBoolean isClosed = new AtomicBoolean();
  private final AtomicReference<@Nullable LogException> failure = new AtomicReference<>();

  KafkaState(String where) {
    this.where = where;
  }

  /** Which topic it is, for messages. */
  String where() {
    return where;
  }

  /** Closes it; false if it was closed before. */
  boolean close() {
    return isClosed.compareAndSet(false, true);
  }

  boolean isClosed() {
    return isClosed.get();
  }

  LogException closed() {
    return new LogException(Kind.CLOSED, where + ": closed");
  }

  /** Notes a failure that does not pass, and gives it back to be thrown. */
  LogException failed(LogException why) {
    if (why.kind() != Kind.CLOSED) {
      failure.compareAndSet(null, why);
    }
    return why;
  }

  void throwIfUnusable() throws LogException {
    if (isClosed()) {
      throw closed();
    }
    LogException why = failure.get();
    if (why != null) {
      throw why.again();
    }
  }
}
