package org.bolillero.kafka;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import org.bolillero.storage.LogException;

/**
 * How long nothing was heard of a leader, although there was somebody to hear it from. Belongs to
 * one thread.
 *
 * <p>Brokers that are too few to store what a leader says may answer nevertheless. So a leader is
 * taken for dead only if, in its silence, a record was stored that counts for nobody.
 */
final class Silence {
  /** A leader of whom so long nothing was heard is taken for dead. */
  static final Duration MAX = Duration.ofSeconds(10);

  /** How much of the silence passes before the record is sent. */
  private static final Duration UNPROBED = Duration.ofSeconds(5);

  /**
   * How long it may take to be stored. After that the brokers have been away, and a leader that is
   * well needs the rest of the silence to send again what it has to say.
   */
  private static final Duration STORING_MAX = Duration.ofSeconds(3);

  private final Topic topic;
  private final LongSupplier nanoClock;
  private long beginNanos;
  private Optional<Probe> probe = Optional.empty();

  /** The record that was sent. */
  private record Probe(CompletableFuture<Void> stored, long sentNanos) {
    boolean isStored() {
      return stored.isDone() && !stored.isCompletedExceptionally();
    }
  }

  /**
   * A silence that begins now.
   *
   * @param topic where the leader would be heard
   */
  Silence(Topic topic, LongSupplier nanoClock) {
    this.topic = topic;
    this.nanoClock = nanoClock;
    this.beginNanos = nanoClock.getAsLong();
  }

  /** Begins anew: the leader was heard, or could not be. */
  void restart() {
    beginNanos = nanoClock.getAsLong();
    probe = Optional.empty();
  }

  /** Whether the leader is to be taken for dead. To be asked often. */
  boolean isOver() throws LogException {
    if (probe.isPresent()) {
      return isOver(probe.get());
    }
    if (hasPassed(UNPROBED, beginNanos)) {
      probe = Optional.of(probe());
    }
    return false;
  }

  private boolean isOver(Probe sent) {
    if (!sent.isStored() && (sent.stored.isDone() || hasPassed(STORING_MAX, sent.sentNanos))) {
      restart();
      return false;
    }
    return sent.isStored() && hasPassed(MAX, beginNanos);
  }

  /** Of a number that only a LEAD has. */
  private Probe probe() throws LogException {
    SharedRecord record = new SharedRecord(Topics.OFFICE, 1, 0, new SharedRecord.Beat());
    return new Probe(topic.append(record.encode()).toCompletableFuture(), nanoClock.getAsLong());
  }

  private boolean hasPassed(Duration time, long sinceNanos) {
    return nanoClock.getAsLong() - sinceNanos >= time.toNanos();
  }
}
