package org.bolillero.storage;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bolillero.simulation.Choices;
import org.bolillero.simulation.SimulatedDisk;
import org.bolillero.simulation.SimulatedFile;
import org.bolillero.storage.EntryFormat.Found;

/**
 * One flipped bit in a segment file, and what that must lead to.
 *
 * @param name the name of the file
 * @param soundThrough all entries up to this one are untouched
 */
record Damage(SimulatedFile file, String name, int offset, int bit, long soundThrough) {

  private record Place(String name, int from, int to, long number) {
    boolean holds(String file, int offset) {
      return name.equals(file) && from <= offset && offset < to;
    }
  }

  /** Flips any bit of any segment, if there is one. */
  static Optional<Damage> somewhere(SimulatedDisk disk, Choices choices) {
    List<String> names = disk.files().keySet().stream().filter(SegmentFormat::isSegment).toList();
    if (names.isEmpty()) {
      return Optional.empty();
    }
    String name = names.get(choices.below(names.size()));
    int offset = choices.below(disk.file(name).size());
    return Optional.of(at(disk, name, offset, choices.below(Byte.SIZE)));
  }

  /** Flips one bit. */
  static Damage at(SimulatedDisk disk, String name, int offset, int bit) {
    long soundThrough =
        places(disk).stream()
            .filter(each -> each.holds(name, offset))
            .mapToLong(each -> each.number - 1)
            .findFirst()
            .orElse(Long.MAX_VALUE);
    disk.file(name).flip(offset, bit);
    return new Damage(disk.file(name), name, offset, bit, soundThrough);
  }

  void undo() {
    file.flip(offset, bit);
  }

  /** The log was refused, and must have said where it met the damage. */
  void checkNamed(LogException refusal) {
    if (refusal.kind() != LogException.Kind.DAMAGED || !refusal.getMessage().contains("segment-")) {
      throw new AssertionError(this + " was refused as: " + refusal, refusal);
    }
  }

  /** The entries of a log, found by walking them. */
  private static List<Place> places(SimulatedDisk disk) {
    List<Place> places = new ArrayList<>();
    for (var each : disk.files().entrySet()) {
      if (SegmentFormat.isSegment(each.getKey())) {
        ByteBuffer content = ByteBuffer.wrap(each.getValue().content());
        int offset = SegmentFormat.HEADER_BYTES;
        Found found = EntryFormat.read(content, offset);
        while (found != null && found.number() == places.size() + 1) {
          places.add(new Place(each.getKey(), offset, offset + found.size(), found.number()));
          offset += found.size();
          found = EntryFormat.read(content, offset);
        }
      }
    }
    return places;
  }
}
