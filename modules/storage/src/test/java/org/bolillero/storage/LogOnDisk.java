package org.bolillero.storage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;
import org.bolillero.simulation.Choices;
import org.bolillero.simulation.FaultyFolder;
import org.bolillero.simulation.SimulatedDisk;

/** A log on a simulated disk, for tests that change what is on the disk. */
final class LogOnDisk {
  static final int SEGMENT_BYTES = SteppedLog.SETTINGS.segmentBytes();

  final SimulatedDisk disk = new SimulatedDisk(Choices.seeded(1));
  final RecordingListener heard = new RecordingListener();
  final LogUnderTest machine = new LogUnderTest(disk, FaultyFolder::new, Runnable::run, heard);

  /** Writes six entries with payloads of 1500 bytes into segments 0 to 2, and a pin. */
  void fillThreeSegments() throws IOException, LogException {
    machine.start();
    for (int i = 0; i < 6; i++) {
      machine.append(1500);
    }
    machine.stop(false);
    assertEquals(4, disk.files().size(), "three segments and a prepared one");
  }

  /** What was promised is there again after a power cut. */
  void restart() throws IOException, LogException {
    disk.cutPower();
    machine.start();
  }

  /** The log is not opened, nothing is changed, and no file stays open. */
  void assertRefused(String... expected) {
    disk.cutPower();
    SortedMap<String, byte[]> before = contents();
    LogException refused = assertThrows(LogException.class, machine::start);
    assertEquals(LogException.Kind.DAMAGED, refused.kind());
    for (String each : expected) {
      assertTrue(refused.getMessage().contains(each), refused.getMessage());
    }
    assertEquals(0, disk.openFiles());
    SortedMap<String, byte[]> after = contents();
    assertEquals(before.keySet(), after.keySet());
    before.forEach((name, content) -> assertArrayEquals(content, after.get(name), name));
  }

  private SortedMap<String, byte[]> contents() {
    SortedMap<String, byte[]> contents = new TreeMap<>();
    disk.files().forEach((name, file) -> contents.put(name, file.content()));
    return contents;
  }

  byte[] content(int segment) {
    return disk.file(SegmentFormat.name(segment)).content();
  }

  /** Puts zeros where a write has not reached the disk. */
  void tear(int segment, int from, int to) {
    byte[] content = content(segment);
    Arrays.fill(content, from, to, (byte) 0);
    disk.put(SegmentFormat.name(segment), content);
  }
}
