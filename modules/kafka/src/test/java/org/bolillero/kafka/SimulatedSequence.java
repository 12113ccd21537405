package org.bolillero.kafka;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import org.bolillero.storage.LogEntry;
import org.jspecify.annotations.Nullable;

/**
 * What the offices of a simulation may say of a draw, and have said. All replicas hold a beginning
 * of one sequence. An {@link AssertionError} is a broken promise.
 */
public class SimulatedSequence {
  private final int draw;
  private final Supplier<SimulatedStream> topic;
  private @Nullable SimulatedStream first;
  private boolean isDamaged;
  private final List<LogEntry> entries = new ArrayList<>();
  private final Map<LogEntry, Integer> places = new HashMap<>();
  private final List<Leading> leaders = new ArrayList<>();

  /** Who has not seen that there is the draw, by its term in the office's own topic. */
  private final NavigableMap<Long, String> blind = new TreeMap<>();

  /** An office that leads in the draw, as far as it knows. */
  public static final class Leading {
    private final String name;
    private final long term;

    /** Its term in the office's own topic. */
    private final long officeTerm;

    /** What was there when it began. */
    private final int replayed;

    /** The place behind the last entry that it was told to be durable. */
    private int durable;

    private Leading(String name, long term, long officeTerm, int replayed) {
      this.name = name;
      this.term = term;
      this.officeTerm = officeTerm;
      this.replayed = replayed;
    }

    /** How many entries it was given when it began. */
    public int replayed() {
      return replayed;
    }
  }

  /**
   * A draw of which nobody has said anything.
   *
   * @param topic its topic as it is now
   */
  public SimulatedSequence(int draw, Supplier<SimulatedStream> topic) {
    this.draw = draw;
    this.topic = topic;
  }

  /** The topic as it was first, if it is made anew. */
  private SimulatedStream topic() {
    if (first == null) {
      first = topic.get();
    }
    return first;
  }

  /** The topic is about to lose something. */
  final void damage() {
    isDamaged = true;
  }

  /** The entries that any replica has. */
  public final List<LogEntry> entries() {
    return Collections.unmodifiableList(entries);
  }

  protected final void check(boolean condition, Supplier<String> problem) {
    if (!condition) {
      throw new AssertionError("draw %d: %s".formatted(draw, problem.get()));
    }
  }

  /** A replica takes an entry. */
  final void take(String replica, int place, LogEntry entry) {
    if (place < entries.size()) {
      check(
          entries.get(place).equals(entry),
          () -> "%s has another entry than others at place %d".formatted(replica, place));
      return;
    }
    check(
        !places.containsKey(entry),
        () -> "%s has an entry at place %d that stands before it, too".formatted(replica, place));
    add(replica, place, entry);
    places.put(entry, place);
    entries.add(entry);
  }

  /** Is about to take the next entry, which no replica had before. */
  protected void add(String replica, int place, LogEntry entry) {}

  /**
   * An office leads, in a term of the office's own topic, and has looked which draws there are.
   * What others acknowledge in earlier terms is of a draw that it has seen.
   */
  public final void look(String office, long officeTerm, boolean isSeen) {
    if (!isSeen && !isDamaged) {
      blind.put(officeTerm, office);
      leaders.stream().filter(each -> each.durable > 0).forEach(this::checkSeen);
    }
  }

  private void checkSeen(Leading acknowledging) {
    check(
        blind.tailMap(acknowledging.officeTerm, false).isEmpty(),
        () ->
            "%s has acknowledged an entry, and %s leads and does not know that there is the draw"
                .formatted(acknowledging.name, blind));
  }

  /** The log of the draw was opened by an office that was given these entries. */
  public final Leading begin(String office, UUID id, long officeTerm, List<LogEntry> replay) {
    Leading leading = new Leading(office, topic().termOf(id), officeTerm, replay.size());
    check(leading.term > 0, () -> "%s leads, and the topic does not say so".formatted(office));
    check(
        replay.size() <= entries.size() && entries.subList(0, replay.size()).equals(replay),
        () -> "%s was given other entries than its replica has".formatted(office));
    for (Leading other : leaders) {
      // It may have been paused for long, and others may have begun meanwhile.
      check(
          other.term > leading.term || other.durable <= replay.size(),
          () ->
              "%s begins with %d entries, and %s has acknowledged %d"
                  .formatted(office, replay.size(), other.name, other.durable));
    }
    leaders.add(leading);
    return leading;
  }

  /** How many entries were acknowledged by anybody. */
  private int durable() {
    return leaders.stream().mapToInt(each -> each.durable).max().orElse(0);
  }

  /** An office was told that its entry is durable. */
  public final void acknowledge(Leading leading, LogEntry entry) {
    int place = places.getOrDefault(entry, -1);
    check(place >= 0, () -> "%s acknowledges an entry that no replica has".formatted(leading.name));
    check(
        topic().isConfirmed(entry),
        () ->
            "%s acknowledges place %d, and the brokers have not said that enough of them have it"
                .formatted(leading.name, place));
    check(
        place >= leading.replayed,
        () -> "%s acknowledges place %d again".formatted(leading.name, place));
    for (Leading later : leaders) {
      check(
          later.term <= leading.term || place < later.replayed,
          () ->
              "%s acknowledges place %d, and %s leads without it"
                  .formatted(leading.name, place, later.name));
    }
    leading.durable = Math.max(leading.durable, place + 1);
    checkSeen(leading);
  }

  /** How many entries others have acknowledged. */
  final int durableOfOthers(Leading leading) {
    return leaders.stream()
        .filter(each -> each != leading)
        .mapToInt(each -> each.durable)
        .max()
        .orElse(0);
  }

  /** An office may tell what it knows, which is not less than others had acknowledged before. */
  final void confirm(Leading leading, int durableOfOthersBefore) {
    check(
        durableOfOthersBefore <= leading.replayed,
        () ->
            "%s speaks for a log that it has read to place %d, and others had acknowledged %d"
                .formatted(leading.name, leading.replayed, durableOfOthersBefore));
  }

  /** What an office reads while it leads: all that it was given and told, and nothing else. */
  final void read(Leading leading, List<LogEntry> read) {
    check(
        read.size() >= Math.max(leading.replayed, leading.durable),
        () ->
            "%s reads %d entries, and %d are durable"
                .formatted(leading.name, read.size(), leading.durable));
    check(
        read.size() <= entries.size() && entries.subList(0, read.size()).equals(read),
        () -> "%s reads what is not there".formatted(leading.name));
  }

  /** In the end the topic says what all say. */
  public void checkOutcome() {
    check(
        entries.equals(topic().entries()), () -> "the topic says something else than the replicas");
    check(durable() <= entries.size(), () -> "acknowledged entries are missing");
  }
}
