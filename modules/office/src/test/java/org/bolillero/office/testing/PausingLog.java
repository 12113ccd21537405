package org.bolillero.office.testing;

import java.util.ArrayList;
import java.util.List;
import org.bolillero.office.DrawEvent;
import org.bolillero.office.DrawEventCodec;
import org.bolillero.simulation.Interleavings;
import org.bolillero.storage.Log;
import org.bolillero.storage.LogEntry;
import org.bolillero.storage.LogException;
import org.bolillero.storage.LogSlice;
import org.eclipse.collections.api.list.ImmutableList;
import org.eclipse.collections.impl.factory.Lists;

/**
 * A log in memory for threads of which one runs at a time. Whoever waits for the disk lets others
 * go on first, and whoever appends, if that is asked for: not under a monitor that another thread
 * may want.
 */
public final class PausingLog implements Log {
  private final boolean pausesToAppend;
  private final List<LogEntry> entries = new ArrayList<>();
  private long durable;

  public PausingLog(boolean pausesToAppend) {
    this.pausesToAppend = pausesToAppend;
  }

  /** Appends what stands there from the start. */
  public PausingLog with(DrawEvent... events) {
    for (DrawEvent each : events) {
      entries.add(StoredLog.copyOf(DrawEventCodec.toEntry(each)));
    }
    durable = entries.size();
    return this;
  }

  /** Another log with the same entries. */
  public PausingLog copy() {
    PausingLog copy = new PausingLog(pausesToAppend);
    copy.entries.addAll(entries);
    copy.durable = durable;
    return copy;
  }

  /** What was appended. */
  public List<DrawEvent> events() throws LogException {
    List<DrawEvent> events = new ArrayList<>();
    for (LogEntry each : entries) {
      events.add(DrawEventCodec.read(events.size() + 1, each));
    }
    return events;
  }

  /** The events that are durable. */
  public List<DrawEvent> durable() throws LogException {
    return events().subList(0, (int) durable);
  }

  @Override
  public int payloadBytesMax() {
    return Integer.MAX_VALUE;
  }

  @Override
  public long append(LogEntry entry) {
    if (pausesToAppend) {
      Interleavings.pause();
    }
    entries.add(StoredLog.copyOf(entry));
    return entries.size();
  }

  @Override
  public void awaitDurable(long entry) {
    if (durable < entry) {
      Interleavings.pause();
      durable = entries.size();
    }
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
