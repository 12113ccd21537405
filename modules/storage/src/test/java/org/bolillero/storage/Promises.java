package org.bolillero.storage;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What a log has promised so far, and what it may therefore hold: the model that a simulation
 * compares the log with.
 */
final class Promises {
  /** An entry by its number and content; a pin is one, too. */
  private record Known(long number, int kind, int key, ByteBuffer payload) {
    static Known of(long number, LogEntry entry) {
      ByteBuffer copy = ByteBuffer.allocate(entry.payload().remaining());
      copy.put(entry.payload().duplicate()).flip();
      return new Known(number, entry.kind(), entry.key(), copy);
    }

    boolean isServed() {
      return kind != LogEntry.PIN;
    }
  }

  /** What the log has given to somebody who read it. */
  static final class Served implements EntryVisitor {
    private final List<Known> entries = new ArrayList<>();

    @Override
    public void visit(long number, LogEntry entry) {
      entries.add(Known.of(number, entry));
    }
  }

  /** All by their numbers: first those that are promised, then those offered. */
  private final List<Known> entries = new ArrayList<>();

  private int promised;

  /** Damage up to this entry must be found, as those that were promised later vouch for it. */
  private int vouchedFor;

  /** An entry was appended, and not acknowledged yet; gives the number that it must have. */
  long offer(LogEntry entry) {
    entries.add(Known.of(entries.size() + 1, entry));
    return entries.size();
  }

  /** A pin was written, or may have been. */
  void offerPin() {
    offer(new LogEntry(LogEntry.PIN, 0, ByteBuffer.allocate(0)));
  }

  /** The highest number that was offered. */
  long offered() {
    return entries.size();
  }

  /** The highest number that must never be lost. */
  long promised() {
    return promised;
  }

  /** A group was committed: the log has said that all entries up to this one are durable. */
  void promise(long number) {
    if (number > entries.size()) {
      throw new AssertionError("entry %d was announced, but never appended".formatted(number));
    }
    if (number > promised) {
      vouchedFor = promised;
      promised = (int) number;
    }
  }

  /** What was read must be the entries up to this one, all of them, as they were appended. */
  void compare(Served served, long last) {
    if (last > entries.size()) {
      throw new AssertionError("entry %d is there, but was never appended".formatted(last));
    }
    List<Known> expected = entries.stream().limit(last).filter(Known::isServed).toList();
    for (int i = 0; i < Math.max(expected.size(), served.entries.size()); i++) {
      Known should = i < expected.size() ? expected.get(i) : null;
      Known is = i < served.entries.size() ? served.entries.get(i) : null;
      if (!Objects.equals(should, is)) {
        throw new AssertionError("served %s where there should be %s".formatted(is, should));
      }
    }
  }

  /**
   * The log was opened: all that was promised must be there, and nothing that was never appended.
   * From then on it has promised what it served, and the rest must never appear.
   *
   * @param last the number of its last entry
   */
  void restart(Served served, long last) {
    if (last < promised) {
      throw new AssertionError(
          "the log ends with entry %d, but %d was promised".formatted(last, promised));
    }
    compare(served, last);
    entries.subList((int) last, entries.size()).clear();
    promised = (int) last;
  }

  /** The log was opened although an entry is damaged: only the last ones can be missing then. */
  void restartDamaged(Served served, long last, long soundThrough) {
    if (soundThrough < vouchedFor) {
      throw new AssertionError("damage after entry %d was not found".formatted(soundThrough));
    }
    if (soundThrough < promised) {
      promised = (int) soundThrough;
      vouchedFor = 0; // Those that did are cut off.
    }
    restart(served, last);
  }
}
