package org.bolillero.office;

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
 * and which connection may add to them. Thread-safe.
 *
 * <p>Each greeting begins an epoch, and only the connection that holds the latest one may add bets.
 *
 * <p>The ledger runs ahead of the disk by the entries that are queued. So each answer names the
 * entry that must be durable before the agency may have it.
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

  /** Called when another connection greets; null once the one that greeted last has ended. */
  private @Nullable Consumer<RefusalException> onSuperseded;

  AgencyLedger(int agency) {
    this.agency = agency;
  }

  /** Adds the bets of a log that is replayed. */
  void replay(long entry, BetBatch batch) {
    digest.update(batch);
    bets += batch.count();
    lastEntry = entry;
  }

  /**
   * Finishes by a log that is replayed; returns whether its total agrees with the bets before it.
   */
  boolean replayFinish(long entry, AgencyTotal total) {
    finished = total;
    lastEntry = entry;
    return total.equals(sum());
  }

  /** Whether the agency has finished. */
  boolean hasFinished() {
    return standing().finished();
  }

  /**
   * Hands the ledger to a new connection; the one that had it before is superseded.
   *
   * @param onSuperseded is called when another connection greets, and must not wait
   */
  DrawAnswer.Greeting greet(Consumer<RefusalException> onSuperseded) {
    lock.lock();
    try {
      Consumer<RefusalException> before = this.onSuperseded;
      this.onSuperseded = onSuperseded;
      epoch++;
      if (before != null) {
        before.accept(superseded());
      }
      return new DrawAnswer.Greeting(epoch, standingNow());
    } finally {
      lock.unlock();
    }
  }

  /** The connection of an epoch has ended, and is called back no more. */
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
  DrawAnswer.Standing standing() {
    lock.lock();
    try {
      return standingNow();
    } finally {
      lock.unlock();
    }
  }

  private DrawAnswer.Standing standingNow() {
    return new DrawAnswer.Standing(sum(), finished != null, lastEntry);
  }

  /**
   * Appends bets, unless they are a repeat of bets that are there.
   *
   * @return the answer
   * @throws RefusalException if they are neither a repeat nor the next ones
   */
  DrawAnswer.Receipt append(long epoch, long firstIndex, BetBatch batch, Log log)
      throws RefusalException, LogException {
    lock.lock();
    try {
      checkCurrent(epoch);
      boolean repeat = firstIndex <= bets - batch.count();
      if (!repeat) {
        checkNext(firstIndex);
        lastEntry = log.append(DrawEventCodec.toEntry(new DrawEvent.Bets(agency, batch)));
        digest.update(batch);
        bets += batch.count();
      }
      return new DrawAnswer.Receipt(bets, lastEntry);
    } finally {
      lock.unlock();
    }
  }

  private void checkNext(long firstIndex) throws RefusalException {
    if (firstIndex != bets) {
      throw new RefusalException(
          Refusal.OUT_OF_ORDER,
          "expected a batch that begins at bet %d, found one at %d".formatted(bets, firstIndex));
    }
    if (finished != null) {
      throw new RefusalException(
          Refusal.ALREADY_FINISHED, "agency %d has finished with %d bets".formatted(agency, bets));
    }
  }

  /**
   * Finishes the agency, unless it has finished with just these totals before.
   *
   * @return the entry that must be durable before the answer
   * @throws RefusalException if the totals are not those of the bets that are there
   */
  long finish(long epoch, long total, Digest expected, Log log)
      throws RefusalException, LogException {
    lock.lock();
    try {
      checkCurrent(epoch);
      AgencyTotal sum = sum();
      if (total != sum.bets() || !expected.equals(sum.digest())) {
        throw new RefusalException(
            Refusal.TOTALS_DIFFER,
            "agency %d has sent %d bets with digest %s, not %d with %s"
                .formatted(agency, sum.bets(), sum.digest(), total, expected));
      }
      if (finished == null) {
        lastEntry = log.append(DrawEventCodec.toEntry(new DrawEvent.Finished(sum)));
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

  private void checkCurrent(long epoch) throws RefusalException {
    if (this.epoch != epoch) {
      throw superseded();
    }
  }

  private RefusalException superseded() {
    return new RefusalException(
        Refusal.SUPERSEDED, "agency " + agency + " has opened another connection");
  }
}
