package org.bolillero.storage;

import static org.bolillero.storage.LogOnDisk.SEGMENT_BYTES;
import static org.bolillero.storage.SegmentFormat.HEADER_BYTES;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bolillero.simulation.FaultyFolder;
import org.bolillero.simulation.Folder;
import org.junit.jupiter.api.Test;

/** Rows of the recovery table: what is there is no damage, or only the torn rest of a write. */
class CleanRecoveryTest {
  private final LogOnDisk log = new LogOnDisk();

  @Test
  void anEmptyFolderBecomesALogThatTakesEntries() throws Exception {
    log.machine.start();
    log.machine.append(10);
    log.restart();
    assertEquals(List.of(), log.heard.warnings());
  }

  @Test
  void zerosAfterTheLastEntryAreACleanEnd() throws Exception {
    log.fillThreeSegments();
    log.restart();
    assertEquals(List.of(), log.heard.warnings());
  }

  @Test
  void openingALogThatWasClosedWritesNoMoreEntries() throws Exception {
    log.machine.start();
    log.machine.append(100);
    log.machine.stop(false);
    byte[] before = log.content(0);
    for (int i = 0; i < 3; i++) {
      log.machine.start();
      log.machine.stop(false);
    }
    assertArrayEquals(before, log.content(0));
  }

  @Test
  void aHalfMadeSegmentIsThrownAway() throws Exception {
    log.machine.start();
    log.machine.append(100);
    log.machine.stop(false);
    log.disk.put("segment-00000001.new", new byte[17]);
    log.disk.put("segment-00000009.new", new byte[0]);
    log.restart();
    assertEquals(
        List.of("segment-00000000.log", "segment-00000001.new"),
        List.copyOf(log.disk.files().keySet()));
    assertEquals(SEGMENT_BYTES / 2, log.disk.file("segment-00000001.new").size());
  }

  @Test
  void aHalfMadeFirstSegmentIsThrownAwayToo() throws Exception {
    log.disk.put("segment-00000000.new", new byte[17]);
    log.machine.start();
    log.machine.append(10);
    log.restart();
  }

  @Test
  void whatNoLaterEntryVouchesForIsWrittenAgainThenTheZerosThenAllIsForced() throws Exception {
    List<String> mended = new ArrayList<>();
    LogUnderTest machine =
        new LogUnderTest(log.disk, disk -> new Mending(disk, mended), Runnable::run, log.heard);
    machine.start();
    machine.append(100);
    machine.append(200);
    machine.append(300);
    log.disk.cutPower();
    mended.clear();
    machine.start();
    int last = HEADER_BYTES + 132 + 232;
    assertEquals(
        List.of(
            "write from %s to %s".formatted(last, last + 332),
            "write from %s to %s".formatted(last + 332, SEGMENT_BYTES),
            "force"),
        mended);
  }

  /** Notes what recovery writes and forces. */
  private static final class Mending extends FaultyFolder {
    private final List<String> calls;

    Mending(Folder disk, List<String> calls) {
      super(disk);
      this.calls = calls;
    }

    @Override
    protected int writeMended(FaultyFile file, ByteBuffer source, long position)
        throws IOException {
      calls.add("write from %s to %s".formatted(position, position + source.remaining()));
      return super.writeMended(file, source, position);
    }

    @Override
    protected void forceMended(FaultyFile file) throws IOException {
      calls.add("force");
      super.forceMended(file);
    }
  }

  @Test
  void filesOfOthersAreLeftAlone() throws Exception {
    log.fillThreeSegments();
    log.disk.put("notes.txt", new byte[] {1});
    log.disk.put("segment-1.log", new byte[] {1});
    log.restart();
    assertEquals(1, log.disk.file("notes.txt").size());
    assertEquals(1, log.disk.file("segment-1.log").size());
  }

  @Test
  void theTornRestOfAWriteIsCutOffAndReported() throws Exception {
    log.machine.start();
    log.machine.append(100);
    log.machine.append(200);
    log.tear(0, HEADER_BYTES + 132 + 50, HEADER_BYTES + 132 + 232);
    log.machine.startDamaged(1);
    assertEquals(
        List.of(
            "segment-00000000.log: cut off 48 bytes at offset 196,"
                + " the rest of a write that nobody was told about"),
        log.heard.warnings());
    byte[] content = log.content(0);
    assertArrayEquals(
        new byte[SEGMENT_BYTES - 196], Arrays.copyOfRange(content, 196, content.length));
    log.machine.append(10);
    log.restart();
    assertEquals(1, log.heard.warnings().size());
  }

  @Test
  void aSoundEntryBehindATornOneIsCutOffToo() throws Exception {
    log.machine.start();
    log.machine.append(100);
    log.machine.append(416, 480, 480);
    log.tear(0, HEADER_BYTES + 132, HEADER_BYTES + 132 + 20);
    log.machine.startDamaged(1);
    log.machine.append(416);
    log.restart();
    assertEquals(2, log.machine.promises().promised());
  }

  @Test
  void contentFromAnEarlierUseOfItsBlocksIsNotTakenForEntries() throws Exception {
    log.fillThreeSegments();
    byte[] old = log.content(0);
    byte[] prepared = log.content(3);
    System.arraycopy(old, HEADER_BYTES, prepared, HEADER_BYTES, old.length - HEADER_BYTES);
    log.disk.put("segment-00000003.log", prepared);
    log.restart();
    assertEquals(1, log.heard.warnings().size());
    assertTrue(log.heard.warnings().getFirst().startsWith("segment-00000003.log: cut off"));
    log.restart();
    assertEquals(1, log.heard.warnings().size());
  }
}
