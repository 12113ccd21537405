package org.bolillero.storage;

import static org.bolillero.storage.LogException.Kind.DAMAGED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.bolillero.simulation.Choices;
import org.bolillero.simulation.SimulatedDisk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each entry tells which one it was written after: what two logs do to one folder is found. */
class ChainTest {
  private static final LogSettings SETTINGS =
      new LogSettings(1, Texts.WORDS, 4096, Duration.ofHours(1));
  private static final String FIRST = "segment-00000000.log";
  private static final String SECOND = "segment-00000001.log";

  /** It does not lock. */
  private final SimulatedDisk disk = new SimulatedDisk(Choices.seeded(1));

  private final RecordingListener heard = new RecordingListener();

  @Test
  void theMixtureOfTwoLogsIsRefusedWhereTheOneGoesOnBehindTheOther() throws LogException {
    DurableLog one = open();
    append(one, "both");
    DurableLog two = open();
    for (int i = 1; i <= 5; i++) {
      append(one, "one " + i);
    }
    for (int i = 1; i <= 3; i++) {
      append(two, "two " + i);
    }
    Texts served = new Texts();
    String refusal = refusal(served);
    assertTrue(
        refusal.startsWith(
            FIRST + ": entry 5 at offset 211 was not written after the entry before it (agency 5)"),
        refusal);
    assertEquals(List.of("both", "two 1", "two 2", "two 3"), served.all());
    assertEquals(refusal, refusal(new Texts()), "mended");
  }

  @Test
  void soIsOneWhoseNextSegmentIsOfTheOtherLog() throws LogException, IOException {
    DurableLog one = open();
    append(one, "1".repeat(1000));
    append(one, "1".repeat(1000));
    byte[] common = disk.file(FIRST).content();
    append(one, "1".repeat(1000));
    append(one, "1".repeat(1000));
    byte[] next = disk.file(SECOND).content();
    one.close(); // It would go on preparing its third segment.
    List.copyOf(disk.files().keySet()).forEach(disk::remove);
    disk.put(FIRST, common);
    append(open(), "2".repeat(1000));
    disk.put(SECOND, next);
    String refusal = refusal(new Texts());
    assertTrue(
        refusal.startsWith(SECOND + ": entry 4 at offset 64 was not written after"), refusal);
  }

  @Test
  void anEntryOfAnotherLogIsNotTakenForTheFirst() throws LogException, IOException {
    DurableLog other = open();
    append(other, "other");
    byte[] others = disk.file(FIRST).content();
    other.close();
    disk.remove(FIRST);
    disk.remove("segment-00000001.new");
    open();
    byte[] mixed = disk.file(FIRST).content();
    System.arraycopy(others, 64, mixed, 64, mixed.length - 64);
    disk.put(FIRST, mixed);
    assertTrue(refusal(new Texts()).startsWith(FIRST + ": entry 1 at offset 64 was not written"));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void aLogThatIsKeptFromAnEarlierProgramIsReadAndGoesOnAsSuch(int version)
      throws LogException, IOException {
    putLogOfVersion(version);
    Texts replayed = new Texts();
    try (DurableLog log = open(replayed)) {
      assertEquals(5, replayed.all().size());
      for (int i = 6; i <= 9; i++) {
        append(log, ("entry " + i + " ").repeat(150).substring(0, 1000));
      }
    }
    Texts again = new Texts();
    open(again).close();
    assertEquals(9, again.all().size());
    for (int i = 1; i <= 9; i++) {
      assertTrue(again.all().get(i - 1).startsWith("entry " + i + " entry " + i + " "));
    }
    for (int segment = 0; segment <= 2; segment++) {
      ByteBuffer content = ByteBuffer.wrap(disk.file(SegmentFormat.name(segment)).content());
      assertEquals(version, content.getInt(8), "version");
      assertEquals(version == 1, (content.getInt(64 + 24) & 0xFFFFFF) == 0, "zeros");
    }
    assertEquals(List.of(), heard.warnings());
  }

  @Test
  void anEntryWithAChainInALogOfVersion1IsRefused() throws LogException, IOException {
    putLogOfVersion(1);
    byte[] content = disk.file(FIRST).content();
    ByteBuffer entry = ByteBuffer.wrap(content, 64, 32 + 1000).slice();
    entry.put(27, (byte) 1).putInt(0, Crc32c.of(entry.slice(4, entry.limit() - 4)));
    disk.put(FIRST, content);
    assertTrue(refusal(new Texts()).startsWith(FIRST + ": entry 1 at offset 64 was not written"));
  }

  /**
   * Five entries of 1,000 bytes and a pin in two segments, made by a program that wrote no other
   * version.
   */
  private void putLogOfVersion(int version) throws IOException {
    for (String name : List.of(FIRST, SECOND)) {
      try (var stream =
          ChainTest.class.getResourceAsStream("/log-of-version-" + version + "/" + name)) {
        assertTrue(stream != null, name);
        disk.put(name, stream.readAllBytes());
      }
    }
  }

  private DurableLog open() throws LogException {
    return open(new Texts());
  }

  private DurableLog open(EntryVisitor replay) throws LogException {
    return DurableLog.open(
        new SimulatedFiles(disk),
        SETTINGS,
        replay,
        heard,
        Thread.ofPlatform().daemon().factory(),
        Runnable::run);
  }

  private static void append(DurableLog log, String text) throws LogException {
    log.awaitDurable(log.append(Texts.entry(text)));
  }

  private String refusal(EntryVisitor served) {
    LogException refused = assertThrows(LogException.class, () -> open(served));
    assertEquals(DAMAGED, refused.kind());
    return refused.getMessage();
  }
}
