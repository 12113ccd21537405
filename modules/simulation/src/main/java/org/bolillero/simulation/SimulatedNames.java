package org.bolillero.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The names of a simulated folder: those that the running system sees, those on the disk, and the
 * changes between the two. Each change survives a power cut or not, independently of the others.
 * Thread-safe: whoever looks for lost names sees each change whole.
 */
final class SimulatedNames {
  private final SortedMap<String, SimulatedFile> seen = new TreeMap<>();
  private final SortedMap<String, SimulatedFile> stored = new TreeMap<>();
  private final List<Consumer<SortedMap<String, SimulatedFile>>> unforced = new ArrayList<>();

  /** The file that each name led to when it was last opened. */
  private final Map<String, SimulatedFile> known = new HashMap<>();

  synchronized SortedMap<String, SimulatedFile> seen() {
    return new TreeMap<>(seen);
  }

  synchronized void change(Consumer<SortedMap<String, SimulatedFile>> change) {
    change.accept(seen);
    unforced.add(change);
  }

  synchronized void create(String name, SimulatedFile file) {
    change(all -> all.put(name, file));
    know(name, file);
  }

  synchronized void rename(String from, String to, SimulatedFile file) {
    change(all -> {
      all.remove(from);
      all.put(to, file);
    });
    known.remove(from);
    know(to, file);
  }

  synchronized void delete(String name) {
    change(all -> all.remove(name));
    known.remove(name);
  }

  /** Remembers where a name leads now. */
  synchronized void know(String name, SimulatedFile file) {
    known.put(name, file);
  }

  synchronized void forget() {
    known.clear();
  }

  /** A name that does not lead any more where it did when it was last opened. */
  synchronized Optional<String> lost() {
    return known.keySet().stream().filter(name -> seen.get(name) != known.get(name)).findFirst();
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
