package org.bolillero.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The names of a simulated folder: those that the running system sees, those on the disk, and the
 * changes between the two. Each change survives a power cut or not, independently of the others.
 */
final class SimulatedNames {
  private final SortedMap<String, SimulatedFile> seen = new TreeMap<>();
  private final SortedMap<String, SimulatedFile> stored = new TreeMap<>();
  private final List<Consumer<SortedMap<String, SimulatedFile>>> unforced = new ArrayList<>();

  synchronized SortedMap<String, SimulatedFile> seen() {
    return new TreeMap<>(seen);
  }

  synchronized void change(Consumer<SortedMap<String, SimulatedFile>> change) {
    change.accept(seen);
    unforced.add(change);
  }

  synchronized void force() {
    unforced.forEach(change -> change.accept(stored));
    unforced.clear();
  }

  /** A force that fails: as with content, changes that have not reached the disk never will. */
  synchronized void failForce(Choices choices) {
    for (var change : unforced) {
      if (choices.oneIn(2)) {
        change.accept(stored);
      }
    }
    unforced.clear();
  }

  /** Cuts the power. Files without a name on the disk are gone. */
  synchronized void cut(Choices choices) {
    failForce(choices);
    seen.clear();
    seen.putAll(stored);
  }
}
