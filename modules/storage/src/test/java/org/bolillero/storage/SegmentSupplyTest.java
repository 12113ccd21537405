package org.bolillero.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import org.bolillero.simulation.Choices;
import org.bolillero.simulation.SimulatedDisk;
import org.bolillero.storage.SegmentFormat.LogIdentity;
import org.junit.jupiter.api.Test;

/** The next segment is made in parts of 2 MiB while one of 8 MiB fills. */
class SegmentSupplyTest {
  private static final int MEBIBYTE = 1024 * 1024;
  private static final LogIdentity LOG = new LogIdentity(1, 2, 8 * MEBIBYTE);

  private final SimulatedDisk disk = new SimulatedDisk(Choices.seeded(1));
  private final RecordingListener heard = new RecordingListener();

  @Test
  void theNextSegmentGrowsTwiceAsFastAsTheSecondHalfOfTheCurrentOneFills() throws IOException {
    try (SegmentSupply supply = supply()) {
      assertMade(2, "segment-00000001.new");
      supply.keepAheadOf(3 * MEBIBYTE);
      assertMade(2, "segment-00000001.new");
      supply.keepAheadOf(3 * MEBIBYTE + 1);
      assertMade(4, "segment-00000001.new");
      supply.keepAheadOf(4 * MEBIBYTE);
      assertMade(4, "segment-00000001.new");
      supply.keepAheadOf(5 * MEBIBYTE);
      assertMade(6, "segment-00000001.new");
      supply.keepAheadOf(5 * MEBIBYTE + 1);
      assertMade(8, "segment-00000001.log");
      supply.keepAheadOf(8 * MEBIBYTE);
      assertMade(8, "segment-00000001.log");
    }
    assertEquals(0, disk.openFiles());
  }

  @Test
  void aSegmentThatIsNeededEarlyIsFinishedAndTheOneAfterItBegun() throws IOException {
    try (SegmentSupply supply = supply();
        Segment taken = supply.take()) {
      assertEquals(1, taken.index());
      assertEquals(List.of("segment-00000001.log", "segment-00000002.new"), names());
      assertEquals(8 * MEBIBYTE, taken.file().size());
      assertEquals(2 * MEBIBYTE, disk.file("segment-00000002.new").size());
    }
    assertEquals(List.of("segment-00000001.log"), names());
    assertEquals(0, disk.openFiles());
    assertEquals(List.of(), heard.warnings());
  }

  private SegmentSupply supply() {
    return new SegmentSupply(new SimulatedFiles(disk), LOG, Runnable::run, heard, 1);
  }

  private void assertMade(int mebibytes, String name) {
    assertEquals(List.of(name), names());
    assertEquals(mebibytes * MEBIBYTE, disk.file(name).size());
  }

  private List<String> names() {
    return List.copyOf(disk.files().keySet());
  }
}
