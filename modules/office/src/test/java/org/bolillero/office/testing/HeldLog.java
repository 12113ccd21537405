package org.bolillero.office.testing;

import static org.bolillero.fuzz.Patience.await;

import java.util.ArrayList;
import java.util.List;
import org.bolillero.office.DrawEvent;
import org.bolillero.office.DrawEventCodec;
import org.bolillero.storage.Log;
import org.bolillero.storage.LogEntry;
import org.bolillero.storage.LogException;
import org.bolillero.storage.LogSlice;
import org.eclipse.collections.api.list.ImmutableList;
import org.eclipse.collections.impl.factory.Lists;

/** A log in memory, of which just as much is durable as a test lets be. Thread-safe. */
public final class HeldLog implements Log {
  // Guarded by this.
  private final List<LogEntry> entries = new ArrayList<>();
  private final List<Long> awaited = new ArrayList<>();
  private long durable;

  /** Everything up to an entry is durable from now on. */
  public synchronized void makeDurable(long entry) {
    durable = entry;
    notifyAll();
  }

  /** Returns when just these entries are waited for, each by somebody. */
  public void awaitWaiting(Long... entries) {
    await().until(() -> awaited().equals(List.of(entries)));
  }

  private synchronized List<Long> awaited() {
    return List.copyOf(awaited);
  }

  /** What was appended. */
  public synchronized List<DrawEvent> events() throws LogException {
    List<DrawEvent> events = new ArrayList<>();
    for (LogEntry each : entries) {
      events.add(DrawEventCodec.read(events.size() + 1, each));
    }
    return events;
  }

  @Override
  public int payloadBytesMax() {
    return Integer.MAX_VALUE;
  }

  @Override
  public synchronized long append(LogEntry entry) {
    entries.add(StoredLog.copyOf(entry));
    return entries.size();
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
  public void confirm() {}

  @Override
  public long queuedBytes() {
    return 0;
  }

  @Override
  public ImmutableList<LogSlice> slices(int sliceBytes) {
    return Lists.immutable.empty();
  }

  @Override
  public void close() {}
}
