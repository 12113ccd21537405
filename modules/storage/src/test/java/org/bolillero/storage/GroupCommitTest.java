package org.bolillero.storage;

import static org.bolillero.fuzz.Patience.await;
import static org.bolillero.storage.LogException.Kind.CLOSED;
import static org.bolillero.storage.LogException.Kind.FAILED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bolillero.simulation.Choices;
import org.bolillero.simulation.SimulatedDisk;
import org.bolillero.storage.LogException.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many threads, one log, and a disk whose forces take as long as a test wants. */
@Timeout(300)
class GroupCommitTest {
  private static final LogSettings SETTINGS =
      new LogSettings(1, Texts.WORDS, 1 << 16, Duration.ofHours(1));

  private final SimulatedDisk disk = new SimulatedDisk(Choices.seeded(1));
  private final Gate gate = new Gate();
  private final RecordingListener heard = new RecordingListener();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private DurableLog log;

  @BeforeEach
  void open() throws LogException {
    log = SimulatedFiles.openLog(disk, SETTINGS, new Texts(), heard);
    disk.trouble(gate);
  }

  @AfterEach
  void close() throws LogException {
    gate.open();
    threads.close();
    log.close();
  }

  @Test
  void whatIsAppendedDuringAForceIsMadeDurableByOneMore() throws Exception {
    gate.shut();
    log.append(Texts.entry("first"));
    await().until(() -> gate.begun() == 1);
    List<Future<?>> waiting = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      long number = log.append(Texts.entry("entry " + i));
      waiting.add(threads.submit(() -> awaitDurable(number)));
    }
    gate.open();
    for (Future<?> each : waiting) {
      each.get();
    }
    assertEquals(2, gate.begun());
  }

  @Test
  void nobodyIsToldOrShownAnEntryBeforeItsForceHasEnded() throws Exception {
    gate.shut();
    long number = log.append(Texts.entry("early"));
    Future<?> waiter = threads.submit(() -> awaitDurable(number));
    await().until(() -> gate.begun() == 1);
    assertFalse(waiter.isDone());
    assertEquals(List.of(), Texts.readBy(log));
    gate.open();
    waiter.get();
    assertEquals(List.of("early"), Texts.readBy(log));
  }

  @Test
  void aFailureReachesAllWhoWait() throws Exception {
    gate.shut();
    List<Future<Optional<Kind>>> waiting = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      long number = log.append(Texts.entry("entry " + i));
      waiting.add(threads.submit(() -> awaitDurable(number)));
    }
    await().until(() -> gate.begun() == 1);
    gate.openAndFail();
    for (Future<Optional<Kind>> each : waiting) {
      assertEquals(Optional.of(FAILED), each.get());
    }
    log.close();
    assertEquals(1, heard.failures().size());
  }

  @Test
  void closingMakesDurableWhatWasAppendedAndTellsThoseWhoWait() throws Exception {
    gate.shut();
    log.append(Texts.entry("in flight"));
    await().until(() -> gate.begun() == 1);
    long number = log.append(Texts.entry("queued"));
    Thread closer = Thread.ofVirtual().start(this::closeLog);
    await().until(() -> closer.getState() == Thread.State.WAITING);
    LogException late = assertThrows(LogException.class, () -> log.append(Texts.entry("late")));
    assertEquals(CLOSED, late.kind());
    Future<Optional<Kind>> waiter = threads.submit(() -> awaitDurable(number));
    gate.open();
    closer.join();
    assertEquals(Optional.empty(), waiter.get());
    assertEquals(List.of("in flight", "queued"), reopened());
  }

  @Test
  void manyThreadsMayAppendWhileTheLogIsClosed() throws Exception {
    CountDownLatch durable = new CountDownLatch(500);
    List<Future<List<String>>> appending = new ArrayList<>();
    for (int thread = 0; thread < 40; thread++) {
      String name = "thread " + thread + " entry ";
      appending.add(threads.submit(() -> appendUntilClosed(name, durable)));
    }
    durable.await();
    log.close();
    List<String> kept = reopened();
    for (int thread = 0; thread < 40; thread++) {
      String name = "thread " + thread + " entry ";
      List<String> found = kept.stream().filter(text -> text.startsWith(name)).toList();
      assertEquals(appending.get(thread).get(), found, "each once, and in order");
    }
  }

  @Test
  void anyNumberOfThreadsMayCloseIt() throws Exception {
    log.append(Texts.entry("one"));
    List<Future<?>> closing = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      closing.add(threads.submit(this::closeLog));
    }
    for (Future<?> each : closing) {
      each.get();
    }
    assertEquals(0, disk.openFiles());
    assertEquals(List.of("one"), reopened());
  }

  @Test
  void anInterruptedThreadStillWaitsAndStopsNobody() throws Exception {
    gate.shut();
    long number = log.append(Texts.entry("one"));
    await().until(() -> gate.begun() == 1);
    AtomicBoolean interrupted = new AtomicBoolean();
    Thread waiter =
        Thread.ofVirtual()
            .start(() -> {
              awaitDurable(number);
              interrupted.set(Thread.interrupted());
            });
    waiter.interrupt();
    await().until(() -> waiter.getState() == Thread.State.WAITING);
    gate.open();
    waiter.join();
    assertTrue(interrupted.get());
    assertEquals(List.of("one"), Texts.readBy(log));
  }

  @Test
  void aThreadThatIsInterruptedClosesTheLogAllTheSameAndStaysInterrupted() throws Exception {
    gate.shut();
    log.append(Texts.entry("one"));
    await().until(() -> gate.begun() == 1);
    AtomicBoolean interrupted = new AtomicBoolean();
    Thread closer =
        Thread.ofVirtual()
            .start(() -> {
              Thread.currentThread().interrupt();
              closeLog();
              interrupted.set(Thread.interrupted());
            });
    await().until(() -> closer.getState() == Thread.State.WAITING);
    gate.open();
    closer.join();
    assertTrue(interrupted.get());
    assertEquals(0, disk.openFiles());
    assertEquals(List.of("one"), reopened());
  }

  @Test
  void onlyAnEntryThatWasAppendedCanBeWaitedFor() {
    assertThrows(IllegalArgumentException.class, () -> log.awaitDurable(1));
  }

  /** Waits until the entry is durable, or gives why it will not be. */
  private Optional<Kind> awaitDurable(long number) {
    try {
      log.awaitDurable(number);
      return Optional.empty();
    } catch (LogException e) {
      return Optional.of(e.kind());
    }
  }

  private void closeLog() {
    try {
      log.close();
    } catch (LogException e) {
      throw new AssertionError(e);
    }
  }

  /** Gives the entries whose append returned. */
  private List<String> appendUntilClosed(String name, CountDownLatch durable) {
    List<String> appended = new ArrayList<>();
    try {
      while (true) {
        String text = name + appended.size();
        long number = log.append(Texts.entry(text));
        appended.add(text);
        log.awaitDurable(number);
        durable.countDown();
      }
    } catch (LogException e) {
      assertEquals(CLOSED, e.kind());
      return appended;
    }
  }

  /** What is there after a power cut. */
  private List<String> reopened() throws LogException {
    disk.cutPower();
    Texts replayed = new Texts();
    SimulatedFiles.openLog(disk, SETTINGS, replayed, heard).close();
    return replayed.all();
  }
}
