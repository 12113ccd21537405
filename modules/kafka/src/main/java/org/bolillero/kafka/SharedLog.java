package org.bolillero.kafka;

import java.util.concurrent.locks.ReentrantLock;
import org.bolillero.storage.Log;
import org.bolillero.storage.LogEntry;
import org.bolillero.storage.LogException;
import org.bolillero.storage.LogListener;
import org.bolillero.storage.LogSlice;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * The log of a draw in a topic, while this office leads in it. Thread-safe.
 *
 * <p>An entry is durable when its sending was confirmed and it was read back as one that counts.
 * What is durable is in the replica then, or on its way to it.
 */
final class SharedLog implements Log {
  private final Replica replica;
  private final Leader leader;
  private final Leader.Check office;
  private final int payloadBytesMax;

  /** Those who were given the entries until now may wait for one of them, too. */
  private final long replayed;

  private final ReentrantLock beginning = new ReentrantLock();

  /** Whether every office that leads later sees that there is the log. */
  private volatile boolean isSeen;

  /** Whether what belongs to the log was sent, or need not be: it has an entry. */
  private volatile boolean isBegun;

  /**
   * Goes on from a claim that has succeeded.
   *
   * @param opened belongs to the log from now on
   * @param replayed the number of the last entry that was there before; others go on from it
   * @param office throws if the office does not lead any more
   * @param machine makes the thread that reads
   * @param listener is told if the log fails
   */
  SharedLog(
      Replica.Opened opened,
      long replayed,
      Leader.Check office,
      Machine machine,
      LogListener listener) {
    this.replayed = replayed;
    this.office = office;
    this.replica = opened.replica();
    this.payloadBytesMax =
        Math.min(
            replica.payloadBytesMax(),
            opened.reader().topic().recordBytesMax() - SharedRecord.BYTES_BESIDES_PAYLOAD);
    this.leader =
        new Leader(opened.reader(), replica::check, false, machine.nanoClock(), listener::failed);
    leader.start(machine.threads());
  }

  @Override
  public int payloadBytesMax() {
    return payloadBytesMax;
  }

  @Override
  public long append(LogEntry entry) throws LogException {
    if (entry.payload().remaining() > payloadBytesMax) {
      throw new IllegalArgumentException(
          "a payload of %d bytes, but the topic holds at most %d"
              .formatted(entry.payload().remaining(), payloadBytesMax));
    }
    if (LogEntry.isReserved(entry.kind())) {
      throw new IllegalArgumentException("kind " + entry.kind() + " is the log's own");
    }
    if (!isBegun) {
      begin();
    }
    return replayed + leader.append(entry);
  }

  /** The files that belong to the log are there by now, and come before its first entry. */
  private void begin() throws LogException {
    beginning.lock();
    try {
      if (!isBegun) {
        for (SharedRecord.File each : replica.filesToSend()) {
          leader.send(each);
        }
        isBegun = true;
      }
    } finally {
      beginning.unlock();
    }
  }

  @Override
  public void awaitDurable(long number) throws LogException {
    leader.awaitDurable(Math.max(0, number - replayed));
    if (number > 0 && !isSeen) {
      // Who leads next looks for logs with entries when it begins. It must not have looked before
      // there was one, and this one be acknowledged.
      try {
        office.run();
      } catch (LogException e) {
        // Whoever waited takes the entry for not stored: nothing that contradicts it may follow it.
        leader.fail(e);
        throw e;
      }
      isSeen = true;
    }
  }

  /** Waits for the brokers: a record of this office is read back. */
  @Override
  public void confirm() throws LogException {
    leader.confirm();
  }

  @Override
  public long queuedBytes() {
    return leader.queuedBytes();
  }

  @Override
  public ImmutableList<LogSlice> slices(int sliceBytes) throws LogException {
    return replica.slices(sliceBytes);
  }

  @Override
  public void close() throws LogException {
    try (replica) {
      leader.close();
    }
  }
}
