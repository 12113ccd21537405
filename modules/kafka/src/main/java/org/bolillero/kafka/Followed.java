package org.bolillero.kafka;

import java.time.Duration;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.bolillero.storage.LogException;
import org.bolillero.storage.LogListener;
import org.bolillero.storage.LogOpener;
import org.bolillero.storage.SharedLogs;
import org.eclipse.collections.api.set.primitive.ImmutableIntSet;
import org.eclipse.collections.impl.factory.primitive.IntSets;
import org.jspecify.annotations.Nullable;

/** The topics of draws that an office follows, with their replicas. Belongs to one thread. */
final class Followed implements AutoCloseable {
  private final Topics topics;
  private final SharedLogs.Office office;
  private final LogListener listener;
  private final Map<Integer, Replica.Opened> draws = new TreeMap<>();

  Followed(Topics topics, SharedLogs.Office office, LogListener listener) {
    this.topics = topics;
    this.office = office;
    this.listener = listener;
  }

  /** Takes up the topics that are new; false if nobody answers who knows them. */
  boolean look() throws LogException {
    Optional<ImmutableIntSet> numbers = topics.numbers();
    boolean isAnswered = numbers.isPresent();
    if (isAnswered) {
      for (int draw : numbers.get().toSortedArray()) {
        if (draw != Topics.OFFICE && !draws.containsKey(draw)) {
          isAnswered &= look(draw);
        }
      }
    }
    return isAnswered;
  }

  /** Takes up a draw if it was opened: without an entry, there is nothing to keep. */
  private boolean look(int draw) throws LogException {
    boolean[] found = new boolean[1];
    OptionalLong end;
    try (Topic topic = topics.open(draw, office.payloadBytesMax())) {
      Reader reader = new Reader(draw, topic, _ -> found[0] = true);
      end = topic.end();
      while (!found[0] && topic.position() < end.orElse(0)) {
        reader.read(Reader.WAIT);
      }
    }
    if (found[0]) {
      draws.put(draw, open(draw, office.replicas().apply(draw)));
    }
    return end.isPresent();
  }

  private Replica.Opened open(int draw, LogOpener replica) throws LogException {
    Topic topic = topics.open(draw, office.payloadBytesMax());
    try {
      return Replica.open(draw, topic, replica, listener);
    } catch (LogException | RuntimeException e) {
      try (topic) {
        throw e;
      }
    }
  }

  /** Reads what is there of each topic, without waiting. */
  void read() throws LogException {
    for (Replica.Opened each : draws.values()) {
      each.reader().read(Duration.ZERO);
      each.replica().check();
    }
  }

  ImmutableIntSet numbers() {
    return IntSets.immutable.withAll(draws.keySet().stream().mapToInt(Integer::intValue));
  }

  /** Gives up following a draw, or begins to, for one who goes on with it. */
  Replica.Opened take(int draw, LogOpener replica) throws LogException {
    Replica.@Nullable Opened opened = draws.remove(draw);
    return opened == null ? open(draw, replica) : opened;
  }

  /** Follows none any more. */
  @Override
  public void close() throws LogException {
    for (Iterator<Replica.Opened> all = draws.values().iterator(); all.hasNext(); ) {
      try (Replica.Opened _ = all.next()) {
        all.remove();
      }
    }
  }
}
