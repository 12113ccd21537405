package org.bolillero.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.bolillero.simulation.Choices;
import org.bolillero.simulation.SimulatedDisk;
import org.eclipse.collections.api.list.ImmutableList;
import org.junit.jupiter.api.Test;

class LogSliceTest {
  private static final LogSettings SETTINGS =
      new LogSettings(1, Texts.WORDS, 4096, Duration.ofHours(1));

  private final SimulatedDisk disk = new SimulatedDisk(Choices.seeded(1));
  private final RecordingListener heard = new RecordingListener();

  @Test
  void slicesOfAnySizeHoldTheSameEntriesInOrder() throws LogException {
    try (DurableLog log = open()) {
      List<String> texts = IntStream.range(0, 200).mapToObj(i -> "entry " + i).toList();
      for (String each : texts) {
        log.append(Texts.entry(each));
      }
      log.awaitDurable(200);
      for (int sliceBytes : new int[] {1, 40, 100, 1000, 4096, 1 << 20}) {
        Texts read = new Texts();
        for (LogSlice slice : log.slices(sliceBytes)) {
          slice.forEach(read);
        }
        assertEquals(texts, read.all(), "slices of " + sliceBytes);
      }
      assertEquals(200, log.slices(1).size(), "one slice an entry");
      int segments = disk.files().size() - 1;
      assertEquals(segments, log.slices(1 << 20).size(), "one slice a segment");
    }
  }

  @Test
  void anEntryWithoutAPayloadIsReadToo() throws LogException {
    try (DurableLog log = open()) {
      log.append(Texts.entry("one"));
      log.append(Texts.entry(""));
      log.awaitDurable(2);
      assertEquals(List.of("one", ""), Texts.readBy(log));
      List<Integer> sizes = new ArrayList<>();
      for (LogSlice slice : log.slices(1)) {
        slice.forEach((_, entry) -> sizes.add(entry.payload().remaining()));
      }
      assertEquals(List.of(3, 0), sizes, "one slice an entry");
    }
  }

  @Test
  void anEntryThatFillsASegmentStandsInItAlone() throws LogException {
    try (DurableLog log = open()) {
      String largest = "x".repeat(log.payloadBytesMax());
      for (int i = 0; i < 3; i++) {
        log.awaitDurable(log.append(Texts.entry(largest)));
      }
      assertEquals(List.of(largest, largest, largest), Texts.readBy(log));
      assertEquals(3, log.slices(1 << 20).size());
      assertTrue(disk.files().containsKey("segment-00000002.log"));
      assertFalse(disk.files().containsKey("segment-00000004.log"));
    }
  }

  @Test
  void aSliceStaysAsItIsWhileTheLogGrows() throws LogException {
    try (DurableLog log = open()) {
      log.awaitDurable(log.append(Texts.entry("before")));
      ImmutableList<LogSlice> slices = log.slices(1);
      log.awaitDurable(log.append(Texts.entry("after")));
      Texts read = new Texts();
      slices.getOnly().forEach(read);
      assertEquals(List.of("before"), read.all());
    }
  }

  @Test
  void anEntryThatHasChangedSinceItWasCheckedIsNamedAndNotServed() throws LogException {
    try (DurableLog log = open()) {
      log.awaitDurable(log.append(Texts.entry("first")));
      log.awaitDurable(log.append(Texts.entry("second")));
      ImmutableList<LogSlice> slices = log.slices(1 << 20);
      int second = SegmentFormat.HEADER_BYTES + EntryFormat.HEADER_BYTES + "first".length();
      disk.file("segment-00000000.log").flip(second + 4, 7); // Its length.
      Texts read = new Texts();
      LogException refused = assertThrows(LogException.class, () -> slices.getOnly().forEach(read));
      assertEquals(LogException.Kind.DAMAGED, refused.kind());
      assertEquals(
          "segment-00000000.log: the entry at offset 101 has changed since it was checked",
          refused.getMessage());
      assertEquals(List.of("first"), read.all());
    }
  }

  @Test
  void howeverManySegmentsThereAreFewFilesAreOpenAtOnce() throws LogException {
    AtomicInteger most = new AtomicInteger();
    disk.trouble(_ -> {
      most.accumulateAndGet(disk.openFiles(), Math::max);
      return SimulatedDisk.Outcome.DONE;
    });
    for (int life = 0; life < 2; life++) {
      try (DurableLog log = open()) {
        for (int i = 0; i < 150; i++) {
          log.awaitDurable(log.append(Texts.entry("x".repeat(3000))));
        }
        for (LogSlice slice : log.slices(100)) {
          slice.forEach((_, _) -> {});
        }
      }
    }
    assertTrue(disk.files().size() > 300);
    assertTrue(most.get() <= DurableLog.OPEN_FILES_MAX, () -> most + " open files");
  }

  @Test
  void anEmptyLogHasNoSlices() throws LogException {
    try (DurableLog log = open()) {
      assertEquals(0, log.slices(1).size());
    }
  }

  @Test
  void whoReadsWhileOthersAppendSeesAllThatWasDurableAndNoGap() throws Exception {
    try (DurableLog log = open();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> appending = new ArrayList<>();
      for (int thread = 0; thread < 8; thread++) {
        appending.add(threads.submit(() -> append(log, 100)));
      }
      long seen = 0;
      while (seen < 800) {
        List<Long> numbers = new ArrayList<>();
        for (LogSlice slice : log.slices(500)) {
          slice.forEach((number, _) -> numbers.add(number));
        }
        assertEquals(
            IntStream.rangeClosed(1, numbers.size()).asLongStream().boxed().toList(), numbers);
        assertTrue(numbers.size() >= seen, "a reader never sees less than before");
        seen = numbers.size();
      }
      for (Future<?> each : appending) {
        each.get();
      }
    }
  }

  private static long append(DurableLog log, int entries) throws LogException {
    long last = 0;
    for (int i = 0; i < entries; i++) {
      last = log.append(Texts.entry("some text " + i));
      log.awaitDurable(last);
    }
    return last;
  }

  private DurableLog open() throws LogException {
    return SimulatedFiles.openLog(disk, SETTINGS, new Texts(), heard);
  }
}
