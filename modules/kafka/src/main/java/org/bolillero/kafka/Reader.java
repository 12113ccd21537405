package org.bolillero.kafka;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.bolillero.kafka.Terms.Reading;
import org.bolillero.storage.LogEntry;
import org.bolillero.storage.LogException;
import org.eclipse.collections.api.list.ImmutableList;
import org.eclipse.collections.api.list.MutableList;
import org.eclipse.collections.impl.factory.Lists;

/** What counts of a topic, read in order. Belongs to one thread at a time. */
final class Reader {
  /** How long is waited for records at a time: whoever reads has other things to look after. */
  static final Duration WAIT = Duration.ofMillis(100);

  private final int number;
  private final Topic topic;
  private final Terms terms;
  private final Sink sink;

  private long count;

  /** The term that a LEAD was sent for last; 0 if none was. */
  private long claimed;

  private boolean hasHole;
  private boolean hasBeat;

  /** Takes what counts and has to be kept. */
  interface Sink {
    void take(LogEntry entry) throws LogException;

    default void take(SharedRecord.File file) throws LogException {}
  }

  /**
   * A reader that has read nothing.
   *
   * @param number the draw whose topic it is, or {@link Topics#OFFICE}
   * @param sink is given each entry when it is read, before the caller knows of it
   */
  Reader(int number, Topic topic, Sink sink) {
    this.number = number;
    this.topic = topic;
    this.terms = new Terms(number);
    this.sink = sink;
  }

  int number() {
    return number;
  }

  Topic topic() {
    return topic;
  }

  /** How many records were read that count. */
  long count() {
    return count;
  }

  /** The term in which all that was read so far stands. */
  long term() {
    return terms.term();
  }

  /** The number of the next record of this term that counts. */
  long next() {
    return terms.next();
  }

  /** Who leads, as far as was read. */
  Optional<SharedRecord.Lead> leader() {
    return terms.leader();
  }

  /** Whether an office leads, as far as was read. */
  boolean isLedBy(UUID office) {
    return terms.leader().filter(lead -> lead.office().equals(office)).isPresent();
  }

  /** Whether the office of this term has said that it is alive. */
  boolean hasBeat() {
    return hasBeat;
  }

  /** Whether something of this term stands behind a hole, as what was sent before it is lost. */
  boolean hasHole() {
    return hasHole;
  }

  /** Reads what comes next, and gives what counts of it; perhaps nothing after some waiting. */
  ImmutableList<SharedRecord> read(Duration wait) throws LogException {
    MutableList<SharedRecord> counted = Lists.mutable.empty();
    for (ByteBuffer bytes : topic.poll(wait)) {
      Optional<SharedRecord> record = SharedRecord.decode(bytes);
      Reading reading = record.map(terms::read).orElse(Reading.OTHER_DRAW);
      if (reading == Reading.COUNTS) {
        take(record.orElseThrow());
        counted.add(record.orElseThrow());
      }
      hasHole |= reading == Reading.BEHIND_HOLE;
    }
    return counted.toImmutable();
  }

  private void take(SharedRecord counted) throws LogException {
    count++;
    switch (counted.body()) {
      case SharedRecord.Entry(LogEntry entry) -> sink.take(entry);
      case SharedRecord.File file -> sink.take(file);
      case SharedRecord.Lead _ -> {
        hasHole = false;
        hasBeat = false;
      }
      case SharedRecord.Beat _ -> hasBeat = true;
      case SharedRecord.Resign _ -> {}
    }
  }

  /** Reads until something is so; false if the topic ends before. Waits for who has it. */
  boolean readUntil(BooleanSupplier isEnough) throws LogException {
    while (!isEnough.getAsBoolean()) {
      boolean isNothing = read(WAIT).isEmpty();
      if (isNothing && topic.end().orElse(Long.MAX_VALUE) <= topic.position()) {
        return isEnough.getAsBoolean();
      }
    }
    return true;
  }

  /** Reads all that is there now; false if nobody answers who has it. */
  boolean readToEnd() throws LogException {
    OptionalLong end = topic.end();
    while (end.isPresent() && topic.position() < end.getAsLong()) {
      read(WAIT);
    }
    return end.isPresent();
  }

  /**
   * Tries to lead: reads to the end, says so, and reads on to that. Whoever has read its own LEAD
   * as one that counts has read all that counts before it.
   *
   * @return whether it leads. If not, another office was quicker, or nobody has answered and the
   *     LEAD may still come to stand in the topic, and count
   */
  boolean claim(SharedRecord.Lead office) throws LogException {
    if (!readToEnd()) {
      return false;
    }
    if (terms.term() == claimed && isLedBy(office.office())) {
      return true; // It has come after all. Another one would end the term that it has begun.
    }
    claimed = terms.term() + 1;
    CompletableFuture<Void> sent =
        topic.append(new SharedRecord(number, claimed, 0, office).encode()).toCompletableFuture();
    while (terms.term() < claimed && !sent.isCompletedExceptionally()) {
      read(WAIT);
    }
    return terms.term() == claimed && isLedBy(office.office());
  }
}
