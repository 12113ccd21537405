package org.bolillero.server;

import org.bolillero.storage.DurableLog;
import org.bolillero.storage.LogException;
import org.bolillero.storage.LogSlice;
import org.eclipse.collections.api.list.ImmutableList;

/** The events of a draw as they are written down, see {@link DurableLog}. Thread-safe. */
interface Journal extends AutoCloseable {
  /** The largest entry that there can be, see {@link DurableLog#payloadBytesMax}. */
  int payloadBytesMax();

  /** Queues an event and gives the number of its entry, which is not durable yet. */
  long append(JournalEvent event) throws LogException;

  /** Waits until the entry and all before it are durable. */
  void awaitDurable(long entry) throws LogException;

  /** What is durable, cut between entries. */
  ImmutableList<LogSlice> slices(int sliceBytes) throws LogException;

  /** Makes durable what was appended, and closes the log. */
  @Override
  void close() throws LogException;

  /** The journal in a log. */
  static Journal in(DurableLog log) {
    return new Journal() {
      @Override
      public int payloadBytesMax() {
        return log.payloadBytesMax();
      }

      @Override
      public long append(JournalEvent event) throws LogException {
        return log.append(BetJournal.toEntry(event));
      }

      @Override
      public void awaitDurable(long entry) throws LogException {
        log.awaitDurable(entry);
      }

      @Override
      public ImmutableList<LogSlice> slices(int sliceBytes) throws LogException {
        return log.slices(sliceBytes);
      }

      @Override
      public void close() throws LogException {
        log.close();
      }
    };
  }
}
