package org.bolillero.storage;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * What a log has promised so far, and what it may therefore hold: the model that a simulation
 * compares the log with.
 */
final class Promises {
  /** An entry by its content; a pin is one, too. */
  private record Known(int kind, int key, ByteBuffer payload) {
    static Known of(LogEntry entry) {
      ByteBuffer copy = ByteBuffer.allocate(entry.payload().remaining());
      return new Known(entry.kind(), entry.key(), copy.put(entry.payload().duplicate()).flip());
    }
  }

  /** What the log has given to somebody who read it. */
  static final class Served implements EntryVisitor {
    private final List<Long> numbers = new ArrayList<>();
    private final List<Known> entries = new ArrayList<>();

    @Override
    public void visit(long number, LogEntry entry) {
      numbers.add(number);
      entries.add(Known.of(entry));
    }
  }

  private static final Known PIN = new Known(LogEntry.PIN, 0, ByteBuffer.allocate(0));

  /** Entry {@code n} stands at {@code n - 1}: first those that are promised, then those offered. */
  private final List<Known> entries = new ArrayList<>();

  private int promised;

  /** Damage up to this entry must be found, as those that were promised later vouch for it. */
  private int vouchedFor;

  /** An entry was appended, and not acknowledged yet; gives the number that it must have. */
  long offer(LogEntry entry) {
    entries.add(Known.of(entry));
    return entries.size();
  }

  /** A pin was written, or may have been. */
  void offerPin() {
    entries.add(PIN);
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
    check(number <= entries.size(), "entry %d was announced, but never appended", number);
    if (number > promised) {
      vouchedFor = promised;
      promised = (int) number;
    }
  }

  /** What was read must be the entries up to this one, all of them, as they were appended. */
  void compare(Served served, long last) {
    check(last <= entries.size(), "entry %d is there, but was never appended", last);
    int next = 0;
    for (int number = 1; number <= last; number++) {
      Known expected = entries.get(number - 1);
      if (!expected.equals(PIN)) {
        check(next < served.numbers.size(), "entry %d is missing", number);
        long found = served.numbers.get(next);
        check(found == number, "expected entry %d, found %d", number, found);
        check(served.entries.get(next).equals(expected), "entry %d is not what it was", number);
        next++;
      }
    }
    check(next == served.numbers.size(), "something follows entry %d, the last", last);
  }

  /**
   * The log was opened: all that was promised must be there, and nothing that was never appended.
   * From then on it has promised what it served, and the rest must never appear.
   *
   * @param last the number of its last entry
   */
  void restart(Served served, long last) {
    check(last >= promised, "the log ends with entry %d, but %d was promised", last, promised);
    compare(served, last);
    entries.subList((int) last, entries.size()).clear();
    promised = (int) last;
  }

  /** The log was opened although an entry is damaged: only the last ones can be missing then. */
  void restartDamaged(Served served, long last, long soundThrough) {
    check(soundThrough >= vouchedFor, "damage after entry %d was not found", soundThrough);
    if (soundThrough < promised) {
      promised = (int) soundThrough;
      vouchedFor = 0; // Those that did are cut off.
    }
    restart(served, last);
  }

  @SuppressWarnings("AnnotateFormatMethod")
  private static void check(boolean kept, String violation, Object... arguments) {
    if (!kept) {
      throw new AssertionError(violation.formatted(arguments));
    }
  }
}
