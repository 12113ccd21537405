package org.bolillero.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.eclipse.collections.api.list.ImmutableList;
import org.junit.jupiter.api.Test;

class LogSliceTest {
  private static final LogSettings SETTINGS = new LogSettings(1, 4096, Duration.ofHours(1));

  private final SimulatedDisk disk = new SimulatedDisk(Choices.seeded(1));
  private final Heard heard = new Heard();

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
    return DurableLog.open(
        disk, SETTINGS, new Texts(), heard, Thread.ofPlatform().factory(), Runnable::run);
  }
}
