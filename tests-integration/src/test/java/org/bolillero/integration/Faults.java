package org.bolillero.integration;

import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import org.bolillero.integration.FaultPlan.End;
import org.bolillero.integration.FaultPlan.Place;

/** Counts the faults that have really happened, and the bytes that were passed on. Thread-safe. */
final class Faults {
  private final ConcurrentSkipListMap<String, LongAdder> counts = new ConcurrentSkipListMap<>();
  private final LongAdder bytes = new LongAdder();

  void passedOn(int count) {
    bytes.add(count);
  }

  void inPieces(String direction) {
    count(direction + " in pieces").increment();
  }

  void delayed(String direction) {
    count(direction + " delayed").increment();
  }

  void ended(String direction, End end, Place place) {
    count(direction + " " + end + " " + where(place)).increment();
  }

  /** Takes over what others have counted. */
  void add(Faults others) {
    others.counts.forEach((fault, count) -> count(fault).add(count.sum()));
    bytes.add(others.bytes());
  }

  private LongAdder count(String fault) {
    return counts.computeIfAbsent(fault, _ -> new LongAdder());
  }

  private static String where(Place place) {
    if (place.frames() == 0) {
      return "anywhere";
    }
    return place.bytes() == 0
        ? "between frames"
        : place.bytes() < 0 ? "just before the end of a frame" : "just after a frame";
  }

  /** How many bytes were passed on. */
  long bytes() {
    return bytes.sum();
  }

  /** Every fault that there is and that has not happened. */
  Set<String> missing() {
    Set<String> missing = new TreeSet<>();
    for (String direction : new String[] {"to office", "to agency"}) {
      missing.add(direction + " in pieces");
      missing.add(direction + " delayed");
      for (End end : End.values()) {
        for (Place place : new Place[] {at(0, 0), at(1, -1), at(1, 0), at(1, 1)}) {
          missing.add(direction + " " + end + " " + where(place));
        }
      }
    }
    missing.removeIf(
        fault -> fault.contains(" " + End.NONE) || fault.startsWith("to agency " + End.LATE));
    missing.removeAll(counts.keySet());
    return missing;
  }

  private static Place at(int frames, int bytes) {
    return new Place(frames, bytes);
  }

  @Override
  public String toString() {
    return counts.toString();
  }
}
