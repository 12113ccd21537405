package org.bolillero.server;

import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.bolillero.lottery.BetBatch;
import org.bolillero.lottery.BetStreamDigest;
import org.bolillero.lottery.Digest;
import org.bolillero.protocol.ErrorCode;
import org.bolillero.server.JournalEvent.AgencyTotal;
import org.bolillero.storage.LogException;
import org.jspecify.annotations.Nullable;

/**
 * What the office knows of one agency: how many bets it has, their digest, whether it has finished,
 * and which connection may add to them. Thread-safe.
 *
 * <p>Each greeting begins an epoch, and only who knows the latest one may add.
 *
 * <p>The ledger runs ahead of the disk by the entries that are queued. Each answer therefore comes
 * with the number of the entry that must be durable before it may be told.
 */
final class AgencyLedger {
  private final int agency;
  private final ReentrantLock lock = new ReentrantLock();

  // Guarded by lock. Appending under it keeps the order of the log the order of the indexes.
  private final BetStreamDigest digest = new BetStreamDigest();
  private long bets;
  private long lastEntry;
  private @Nullable AgencyTotal finished;
  private long epoch;

  /** Told when another connection greets; null when the one that greeted last has ended. */
  private @Nullable Consumer<RefusedException> onSuperseded;

  AgencyLedger(int agency) {
    this.agency = agency;
  }

  /**
   * Where an agency stands.
   *
   * @param total its bets
   * @param finished whether it has finished
   * @param lastEntry the entry that must be durable before this may be told
   */
  record Standing(AgencyTotal total, boolean finished, long lastEntry) {}

  /**
   * The answer to a greeting.
   *
   * @param epoch what entitles the connection to add, until another one greets
   * @param standing where the agency stands
   */
  record Greeting(long epoch, Standing standing) {}

  /**
   * The receipt for a batch.
   *
   * @param bets how many bets the agency has with this batch
   * @param entry the entry that must be durable before this may be told
   */
  record Receipt(long bets, long entry) {}

  /** Takes up the bets of a log that is replayed. */
  void replay(long entry, BetBatch batch) {
    digest.update(batch);
    bets += batch.count();
    lastEntry = entry;
  }

  /** Takes up the end of a log that is replayed; says whether it agrees with the bets before it. */
  boolean replayFinish(long entry, AgencyTotal total) {
    finished = total;
    lastEntry = entry;
    return total.equals(sum());
  }

  /** Whether the agency has finished. */
  boolean hasFinished() {
    lock.lock();
    try {
      return finished != null;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Hands the ledger to a new connection; the one that had it before is superseded.
   *
   * @param onSuperseded is told when another connection greets, and must not wait
   */
  Greeting greet(Consumer<RefusedException> onSuperseded) {
    lock.lock();
    try {
      Consumer<RefusedException> before = this.onSuperseded;
      this.onSuperseded = onSuperseded;
      epoch++;
      if (before != null) {
        before.accept(superseded());
      }
      return new Greeting(epoch, new Standing(sum(), finished != null, lastEntry));
    } finally {
      lock.unlock();
    }
  }

  /** The connection of an epoch has ended; it need not be told of anything any more. */
  void leave(long epoch) {
    lock.lock();
    try {
      if (this.epoch == epoch) {
        onSuperseded = null;
      }
    } finally {
      lock.unlock();
    }
  }

  /** Where the agency stands now. */
  Standing standing() {
    lock.lock();
    try {
      return new Standing(sum(), finished != null, lastEntry);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Appends bets, unless they are a repeat of bets that are there.
   *
   * @return what to answer, and when
   * @throws RefusedException if they are neither a repeat nor the next ones
   */
  Receipt append(long epoch, long firstIndex, BetBatch batch, Journal journal)
      throws RefusedException, LogException {
    lock.lock();
    try {
      checkCurrent(epoch);
      boolean repeat = firstIndex <= bets - batch.count();
      if (!repeat) {
        checkNext(firstIndex);
        lastEntry = journal.append(new JournalEvent.Bets(agency, batch));
        digest.update(batch);
        bets += batch.count();
      }
      return new Receipt(bets, lastEntry);
    } finally {
      lock.unlock();
    }
  }

  private void checkNext(long firstIndex) throws RefusedException {
    if (firstIndex != bets) {
      throw new RefusedException(
          ErrorCode.OUT_OF_ORDER,
          "expected a batch that begins at bet %d, found one at %d".formatted(bets, firstIndex));
    }
    if (finished != null) {
      throw new RefusedException(
          ErrorCode.ALREADY_FINISHED,
          "agency %d has finished with %d bets".formatted(agency, bets));
    }
  }

  /**
   * Finishes the agency, unless it has finished with just these totals before.
   *
   * @return the entry that must be durable before the receipt
   * @throws RefusedException if the totals are not those of the bets that are there
   */
  long finish(long epoch, long total, Digest expected, Journal journal)
      throws RefusedException, LogException {
    lock.lock();
    try {
      checkCurrent(epoch);
      AgencyTotal sum = sum();
      if (total != sum.bets() || !expected.equals(sum.digest())) {
        throw new RefusedException(
            ErrorCode.TOTALS_DIFFER,
            "agency %d has sent %d bets with digest %s, not %d with %s"
                .formatted(agency, sum.bets(), sum.digest(), total, expected));
      }
      if (finished == null) {
        lastEntry = journal.append(new JournalEvent.Finished(sum));
        finished = sum;
      }
      return lastEntry;
    } finally {
      lock.unlock();
    }
  }

  private AgencyTotal sum() {
    return new AgencyTotal(agency, bets, digest.value());
  }

  private void checkCurrent(long epoch) throws RefusedException {
    if (this.epoch != epoch) {
      throw superseded();
    }
  }

  private RefusedException superseded() {
    return new RefusedException(
        ErrorCode.SUPERSEDED, "agency " + agency + " has opened another connection");
  }
}
