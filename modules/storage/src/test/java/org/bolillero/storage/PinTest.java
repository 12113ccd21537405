package org.bolillero.storage;

import static org.bolillero.fuzz.Patience.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.bolillero.simulation.Choices;
import org.bolillero.simulation.FaultyFolder;
import org.bolillero.simulation.SimulatedDisk;
import org.bolillero.storage.EntryFormat.Found;
import org.junit.jupiter.api.Test;

/** The log notes what is durable when it is idle and when it is closed, and only then. */
class PinTest {
  private static final int DATA = 1;

  private final SimulatedDisk disk = new SimulatedDisk(Choices.seeded(1));
  private final RecordingListener heard = new RecordingListener();

  @Test
  void anIdleLogPinsOnceWhatWasAcknowledged() throws LogException {
    try (DurableLog log = open(Duration.ofMillis(1))) {
      log.awaitDurable(log.append(Texts.entry("one")));
      await().until(() -> kinds().size() == 2);
      log.awaitDurable(log.append(Texts.entry("two")));
      await().until(() -> kinds().size() == 4);
    }
    assertEquals(List.of(DATA, LogEntry.PIN, DATA, LogEntry.PIN), kinds());
  }

  @Test
  void closingPinsWhatWasAcknowledged() throws LogException {
    try (DurableLog log = open(Duration.ofHours(1))) {
      log.append(Texts.entry("one"));
      log.append(Texts.entry("two"));
    }
    assertEquals(List.of(DATA, DATA, LogEntry.PIN), kinds());
  }

  @Test
  void aLogWithNothingNewIsNotPinned() throws LogException {
    open(Duration.ofHours(1)).close();
    assertEquals(List.of(), kinds());
    try (DurableLog log = open(Duration.ofHours(1))) {
      log.append(Texts.entry("one"));
    }
    open(Duration.ofNanos(1)).close();
    open(Duration.ofNanos(1)).close();
    assertEquals(List.of(DATA, LogEntry.PIN), kinds());
  }

  @Test
  void whatWasRecoveredWithoutAPinIsPinned() throws Exception {
    LogUnderTest machine = new LogUnderTest(disk, FaultyFolder::new, Runnable::run, heard);
    machine.start();
    machine.append(10);
    disk.cutPower();
    machine.start();
    assertEquals(1, kinds().size());
    machine.stop(false);
    assertEquals(LogEntry.PIN, kinds().getLast());
  }

  @Test
  void readersNeverSeeAPin() throws LogException {
    try (DurableLog log = open(Duration.ofMillis(1))) {
      log.awaitDurable(log.append(Texts.entry("one")));
      await().until(() -> kinds().size() == 2);
      log.awaitDurable(log.append(Texts.entry("two")));
      assertEquals(List.of("one", "two"), Texts.readBy(log));
    }
  }

  private DurableLog open(Duration pinAfter) throws LogException {
    LogSettings settings = new LogSettings(1, Texts.WORDS, 4096, pinAfter);
    return SimulatedFiles.openLog(disk, settings, new Texts(), heard);
  }

  /** The kinds of the entries in the first segment. */
  private List<Integer> kinds() {
    ByteBuffer content = ByteBuffer.wrap(disk.file(SegmentFormat.name(0)).content());
    List<Integer> kinds = new ArrayList<>();
    int offset = SegmentFormat.HEADER_BYTES;
    Found found = EntryFormat.read(content, offset);
    while (found != null) {
      kinds.add(found.entry().kind());
      offset += found.size();
      found = EntryFormat.read(content, offset);
    }
    return kinds;
  }
}
