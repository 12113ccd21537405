package org.bolillero.server;

import static org.bolillero.server.Patience.await;

import java.util.ArrayList;
import java.util.List;
import org.bolillero.storage.LogSlice;
import org.eclipse.collections.api.list.ImmutableList;
import org.eclipse.collections.impl.factory.Lists;

/** A journal in memory, of which just as much is durable as a test lets be. Thread-safe. */
final class HeldJournal implements Journal {
  // Guarded by this.
  private final List<JournalEvent> events = new ArrayList<>();
  private final List<Long> awaited = new ArrayList<>();
  private long durable;

  /** Everything up to an entry is durable from now on. */
  synchronized void makeDurable(long entry) {
    durable = entry;
    notifyAll();
  }

  /** Returns when just these entries are waited for, each by somebody. */
  void awaitWaiting(Long... entries) {
    await().until(() -> awaited().equals(List.of(entries)));
  }

  private synchronized List<Long> awaited() {
    return List.copyOf(awaited);
  }

  /** What was appended. */
  synchronized List<JournalEvent> events() {
    return List.copyOf(events);
  }

  @Override
  public int payloadBytesMax() {
    return Integer.MAX_VALUE;
  }

  @Override
  public synchronized long append(JournalEvent event) {
    events.add(event);
    return events.size();
  }

  @Override
  public synchronized void awaitDurable(long entry) {
    awaited.add(entry);
    while (durable < entry) {
      try {
        wait();
      } catch (InterruptedException e) {
        throw new IllegalStateException("nobody interrupts who waits for the disk", e);
      }
    }
    awaited.remove(entry);
  }

  @Override
  public ImmutableList<LogSlice> slices(int sliceBytes) {
    return Lists.immutable.empty();
  }

  @Override
  public void close() {}
}
