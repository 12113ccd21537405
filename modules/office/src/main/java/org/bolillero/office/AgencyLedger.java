package org.bolillero.office;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.bolillero.lottery.BetBatch;
import org.bolillero.lottery.BetStreamDigest;
import org.bolillero.lottery.Digest;
import org.bolillero.office.DrawEvent.AgencyTotal;
import org.bolillero.office.RefusalException.Refusal;
import org.bolillero.storage.Log;
import org.bolillero.storage.LogException;
import org.jspecify.annotations.Nullable;

/**
 * What the office knows of one agency: how many bets it has, their digest, whether it has finished,
 * and which visit may add to them, which is the latest. Thread-safe.
 *
 * <p>The ledger runs ahead of the disk by the entries that are queued. So each answer names the
 * entry that must be durable before the agency may have it.
 */
final class AgencyLedger {
  private final int agency;

  /**
   * Held while something is appended, so that the order of the log is the order of the indexes.
   * That may take long, as the log may wait for others. Whoever only looks does not wait for it.
   */
  private final ReentrantLock appending = new ReentrantLock();

  // Guarded by this, and written with the lock held, but for a log that is replayed.
  private final BetStreamDigest digest = new BetStreamDigest();
  private long bets;
  private long lastEntry;
  private long finishedBy; // The entry; 0 if the agency has not finished.
  private long excusedBy; // The entry; 0 if the agency is not excused.

  /** The latest visit; null once it has ended. Guarded by the lock. */
  private @Nullable Visit latest;

  AgencyLedger(int agency) {
    this.agency = agency;
  }

  /** The receipt for a batch: how many bets the agency has with it, and the last of its entries. */
  record Receipt(long bets, long entry) {}

  int agency() {
    return agency;
  }

  /** Adds the bets of an entry of the log. */
  synchronized void add(long entry, BetBatch batch) {
    digest.update(batch);
    bets += batch.count();
    lastEntry = entry;
  }

  /** Finishes the agency by an entry of the log; returns the total of the bets before it. */
  synchronized AgencyTotal finishBy(long entry) {
    finishedBy = entry;
    lastEntry = entry;
    return sum();
  }

  /** Excuses the agency by an entry of the log; returns the total of the bets before it. */
  synchronized AgencyTotal excuseBy(long entry) {
    excusedBy = entry;
    lastEntry = entry;
    return sum();
  }

  /** Whether the agency has finished. */
  synchronized boolean hasFinished() {
    return finishedBy != 0;
  }

  /** Whether an official has decided that the draw does not wait for the agency. */
  synchronized boolean isExcused() {
    return excusedBy != 0;
  }

  /** Whether the draw does not wait for the agency any more. */
  synchronized boolean isSettled() {
    return finishedBy != 0 || excusedBy != 0;
  }

  /** Where the agency stands now, for people. */
  synchronized AgencyStatus status() {
    AgencyStatus.State state =
        finishedBy != 0
            ? AgencyStatus.State.FINISHED
            : excusedBy != 0 ? AgencyStatus.State.EXCUSED : AgencyStatus.State.OPEN;
    return new AgencyStatus(agency, state, bets);
  }

  /** Begins a visit, which supersedes the one before, see {@link Draw#greet}. */
  Visit greet(Draw draw, Consumer<RefusalException> onSuperseded) {
    appending.lock();
    try {
      Visit before = latest;
      Visit visit = new Visit(draw, this, standing(), onSuperseded);
      latest = visit;
      if (before != null) {
        before.supersede(superseded());
      }
      return visit;
    } finally {
      appending.unlock();
    }
  }

  /** Ends a visit, which is not called back any more. */
  void leave(Visit visit) {
    appending.lock();
    try {
      if (latest == visit) {
        latest = null;
      }
    } finally {
      appending.unlock();
    }
  }

  /** Where the agency stands now. */
  synchronized DrawAnswer.Standing standing() {
    return new DrawAnswer.Standing(sum(), finishedBy != 0, lastEntry);
  }

  /**
   * Appends bets, unless they are a repeat of bets that are there.
   *
   * @throws RefusalException if they are neither a repeat nor the next ones, or sales are closed
   */
  Receipt append(Visit visit, long firstIndex, BetBatch batch, Sales sales)
      throws RefusalException, LogException {
    appending.lock();
    try {
      checkLatest(visit);
      boolean repeat = firstIndex <= bets - batch.count();
      if (!repeat) {
        checkOpen(closedBy(sales));
        checkNext(firstIndex);
        OptionalLong appended =
            sales.append(DrawEventCodec.toEntry(new DrawEvent.Bets(agency, batch)));
        checkOpen(appended.isPresent() ? 0 : sales.closedBy());
        add(appended.orElseThrow(), batch);
      }
      return new Receipt(bets, lastEntry);
    } finally {
      appending.unlock();
    }
  }

  /**
   * The entry that has closed sales for this agency; 0 if they are open, or the agency had finished
   * by itself before they were closed.
   */
  private long closedBy(Sales sales) {
    long closedBy = Math.max(excusedBy, sales.closedBy());
    return finishedBy != 0 && finishedBy < closedBy ? 0 : closedBy;
  }

  /** Refuses bets if sales were closed, for this agency or for all, by an entry. */
  private void checkOpen(long closedBy) throws RefusalException {
    if (closedBy != 0) {
      throw new RefusalException(
          Refusal.CLOSED,
          "sales are closed; %d bets of agency %d count".formatted(bets, agency),
          closedBy);
    }
  }

  private void checkNext(long firstIndex) throws RefusalException {
    if (firstIndex != bets) {
      throw new RefusalException(
          Refusal.OUT_OF_ORDER,
          "expected a batch that begins at bet %d, found one at %d".formatted(bets, firstIndex));
    }
    if (finishedBy != 0) {
      throw new RefusalException(
          Refusal.ALREADY_FINISHED, "agency %d has finished with %d bets".formatted(agency, bets));
    }
  }

  /**
   * Finishes the agency, unless it has finished with just these totals before, or was excused with
   * them.
   *
   * @return the entry that must be durable before the answer
   * @throws RefusalException if the totals are not those of the bets that are there
   */
  long finish(Visit visit, long total, Digest expected, Log log)
      throws RefusalException, LogException {
    appending.lock();
    try {
      checkLatest(visit);
      AgencyTotal sum = sum();
      if (total != sum.bets() || !expected.equals(sum.digest())) {
        throw new RefusalException(
            Refusal.TOTALS_DIFFER,
            "agency %d has sent %d bets with digest %s, not %d with %s"
                .formatted(agency, sum.bets(), sum.digest(), total, expected));
      }
      if (!isSettled()) {
        finishBy(log.append(DrawEventCodec.toEntry(new DrawEvent.Finished(sum))));
      }
      return lastEntry;
    } finally {
      appending.unlock();
    }
  }

  /**
   * Excuses the agency with the bets that it has; empty if it has finished or was excused before.
   *
   * @return the entry, which must be durable before anybody is told, and what it says
   */
  Optional<Excuse> excuse(Decision decision, Log log) throws LogException {
    appending.lock();
    try {
      if (isSettled()) {
        return Optional.empty();
      }
      DrawEvent.Excused event = new DrawEvent.Excused(sum(), decision);
      excuseBy(log.append(DrawEventCodec.toEntry(event)));
      return Optional.of(new Excuse(lastEntry, event));
    } finally {
      appending.unlock();
    }
  }

  /** What has excused an agency, and its entry. */
  record Excuse(long entry, DrawEvent.Excused event) {}

  private synchronized AgencyTotal sum() {
    return new AgencyTotal(agency, bets, digest.value());
  }

  private void checkLatest(Visit visit) throws RefusalException {
    if (latest != visit) {
      throw superseded();
    }
  }

  private RefusalException superseded() {
    return new RefusalException(
        Refusal.SUPERSEDED, "agency " + agency + " has opened another connection");
  }
}
