package org.bolillero.integration;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The entries that a process has written, and how many of them are on stable storage: a plain
 * second reading of the log's format.
 *
 * <pre>
 * offset  size  of an entry
 *      4     4  length of the payload
 *      8     8  entry number
 *     24     1  kind: 1 BATCH, 2 FINISH, 3 SEALED, 4 DRAWN
 *     28     4  agency
 *     32        payload; that of a batch begins with a u16, the count of its bets
 * </pre>
 */
final class TracedLog {
  private static final int FIRST_OFFSET = 64;
  private static final int HEADER_BYTES = 32;
  private static final int BATCH = 1;
  private static final int FINISH = 2;
  private static final int SEALED = 3;
  private static final int DRAWN = 4;

  private record Entry(TracedFile file, int offset, int end) {}

  /** Entry 1 is at 0. */
  private final List<Entry> entries = new ArrayList<>();

  private final Map<TracedFile, Integer> readTo = new HashMap<>();

  /** For each agency the entry that brings it to so many bets. */
  private final Map<Integer, TreeMap<Long, Integer>> bets = new HashMap<>();

  private final Map<Integer, Integer> ends = new HashMap<>();
  private int sealed;
  private int drawn;

  /** So many entries, from the first one on, are on stable storage. */
  private int forced;

  /** Where the entries of a file end that were read. */
  int end(TracedFile file) {
    return readTo.getOrDefault(file, FIRST_OFFSET);
  }

  int entries() {
    return entries.size();
  }

  int segments() {
    return readTo.size();
  }

  boolean isAllForced() {
    return forced == entries.size();
  }

  /** Reads on, after a write has returned. */
  void read(TracedFile file, SystemCall call) {
    int offset = end(file);
    while (offset + HEADER_BYTES <= file.entriesEnd()) {
      int end = (int) (offset + HEADER_BYTES + file.number(offset + 4, 4));
      long number = file.number(offset + 8, 8);
      if (end > file.entriesEnd() || number != entries.size() + 1) {
        break; // It continues in the next write, or what is here does.
      }
      entries.add(new Entry(file, offset, end));
      note((int) number, file, offset, call);
      readTo.put(file, end);
      offset = end;
    }
  }

  private void note(int number, TracedFile file, int offset, SystemCall call) {
    int agency = (int) file.number(offset + 28, 4);
    switch ((int) file.number(offset + 24, 1)) {
      case BATCH -> {
        TreeMap<Long, Integer> mine = bets.computeIfAbsent(agency, _ -> new TreeMap<>());
        long before = mine.isEmpty() ? 0 : mine.lastKey();
        mine.put(before + file.number(offset + HEADER_BYTES, 2), number);
      }
      case FINISH -> ends.put(agency, number);
      case SEALED -> sealed = number;
      case DRAWN -> {
        drawn = number;
        if (sealed == 0 || sealed > forced) {
          throw OrderRule.SEAL.broken(call, "entry " + number);
        }
      }
      default -> {} // A pin.
    }
  }

  /** Counts on, after a force has returned. */
  void forced() {
    while (forced < entries.size() && isForced(entries.get(forced))) {
      forced++;
    }
  }

  private static boolean isForced(Entry entry) {
    return entry.file.isForced(entry.offset, entry.end);
  }

  /** Whether so many bets of an agency are on stable storage. */
  boolean hasForcedBets(int agency, long count) {
    Map.Entry<Long, Integer> last = bets.getOrDefault(agency, new TreeMap<>()).ceilingEntry(count);
    return count == 0 || (last != null && last.getValue() <= forced);
  }

  boolean hasForcedEnd(int agency) {
    return ends.getOrDefault(agency, Integer.MAX_VALUE) <= forced;
  }

  /** How many agencies have an end on stable storage. */
  long forcedEnds() {
    return ends.values().stream().filter(entry -> entry <= forced).count();
  }

  boolean hasForcedResult() {
    return drawn != 0 && drawn <= forced;
  }
}
