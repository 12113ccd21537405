package org.bolillero.server;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import org.bolillero.storage.LogException;
import org.eclipse.collections.api.set.primitive.MutableIntSet;
import org.eclipse.collections.impl.factory.primitive.IntSets;

/**
 * What all connections of an office share: its log, what the log says, and how far the draw is.
 * Thread-safe.
 *
 * <p>Whatever it knows of the draw it has from the log, and it goes on where the log ends.
 */
final class OfficeState {
  private final OfficeSettings settings;
  private final Machine machine;
  private final Journal journal;
  private final LogWatch watch;
  private final Books books;
  private final ReadinessBarrier barrier;
  private final DrawOutcome outcome = new DrawOutcome();
  private final DrawThread draw;
  private final OfficeLimits limits;
  private final ReadMemory readMemory;
  private final Semaphore permits;
  private final ConnectionLog connectionLog = new ConnectionLog();

  /** Completed when the office has nothing more to do, or cannot go on. */
  private final CompletableFuture<Void> end;

  /** The agencies that have had their winners since the start. Guarded by itself. */
  private final MutableIntSet told = IntSets.mutable.empty();

  private OfficeState(
      OfficeSettings settings,
      Machine machine,
      Journal journal,
      LogWatch watch,
      Books books,
      CompletableFuture<Void> end) {
    this.settings = settings;
    this.machine = machine;
    this.journal = journal;
    this.watch = watch;
    this.books = books;
    this.end = end;
    this.barrier = new ReadinessBarrier(settings.agencies());
    this.limits = OfficeLimits.of(settings, machine.room());
    this.readMemory = new ReadMemory(limits.readBytes());
    this.permits = new Semaphore(limits.sessions(), true);
    this.draw = new DrawThread(new DrawCeremony(settings, machine, journal, books, outcome), this);
  }

  /**
   * Recovers the log.
   *
   * @throws LogException if the log cannot be used
   * @throws SettingsConflictException if the log is of a draw with other settings
   */
  static OfficeState recover(OfficeSettings settings, Machine machine)
      throws LogException, SettingsConflictException {
    Books books = new Books();
    CompletableFuture<Void> end = new CompletableFuture<>();
    LogWatch watch = new LogWatch(end);
    Journal journal = machine.openJournal(books::replay, watch);
    try {
      books.checkAgainst(settings);
      return new OfficeState(settings, machine, journal, watch, books, end);
    } catch (SettingsConflictException | RuntimeException e) {
      try (journal) {
        throw e;
      }
    }
  }

  /** Goes on with the draw where the log has it. */
  void resume() {
    boolean tripped = false;
    for (AgencyLedger.Standing each : books.standings()) {
      if (each.finished()) {
        tripped |= barrier.arrive(each.total().agency()).tripped();
      }
    }
    if (tripped) {
      draw.start();
    }
  }

  /** Notes that an agency has durably finished; the last one lets the draw begin. */
  ReadinessBarrier.Progress arrive(int agency) {
    ReadinessBarrier.Progress progress = barrier.arrive(agency);
    if (progress.tripped()) {
      draw.start();
    }
    return progress;
  }

  /** Notes that an agency has had its winners. */
  void told(int agency) {
    synchronized (told) {
      told.add(agency);
      if (settings.exitAfterDraw() && told.size() == settings.agencies().size()) {
        end.complete(null);
      }
    }
  }

  /** Notes that the office cannot go on. */
  void fail(Throwable why) {
    end.completeExceptionally(why);
  }

  /**
   * Notes what has ended a thread. A defect ends a conversation and no more; after an error, such
   * as that of a memory that is full, nobody knows what else is missing.
   */
  void died(Thread thread, Throwable why) {
    if (why instanceof RuntimeException defect) {
      connectionLog.defect(thread.getName(), defect);
    } else {
      fail(why);
    }
  }

  /** Completed when the office has nothing more to do, or, exceptionally, if it cannot go on. */
  CompletableFuture<Void> end() {
    return end;
  }

  /**
   * Waits for the end of a draw that is going on, until the limit or an interrupt. Returns whether
   * none is going on any more.
   */
  boolean awaitDrawEnd(Duration limit) {
    return draw.awaitEnd(limit);
  }

  /** Throws the failure of the log, if there was one. */
  void checkLog() throws LogException {
    watch.check();
  }

  OfficeSettings settings() {
    return settings;
  }

  /** What there is room for. */
  OfficeLimits limits() {
    return limits;
  }

  ReadMemory readMemory() {
    return readMemory;
  }

  Machine machine() {
    return machine;
  }

  Journal journal() {
    return journal;
  }

  Books books() {
    return books;
  }

  ReadinessBarrier barrier() {
    return barrier;
  }

  DrawOutcome outcome() {
    return outcome;
  }

  ConnectionLog connectionLog() {
    return connectionLog;
  }

  /** As many permits as requests may be handled at the same moment. */
  Semaphore permits() {
    return permits;
  }
}
