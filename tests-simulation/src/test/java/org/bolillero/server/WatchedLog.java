package org.bolillero.server;

import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.bolillero.kafka.SimulatedSequence.Leading;
import org.bolillero.office.testing.StoredLog;
import org.bolillero.storage.Log;
import org.bolillero.storage.LogEntry;
import org.bolillero.storage.LogException;
import org.bolillero.storage.LogSlice;
import org.eclipse.collections.api.list.ImmutableList;

/** The log of a draw in an office of a simulation: what is durable in it is durable everywhere. */
final class WatchedLog implements Log {
  private final Log log;
  private final CommonLog common;
  private final Leading leading;

  /** What was appended and nobody has waited for yet. */
  private final NavigableMap<Long, LogEntry> appended = new TreeMap<>();

  WatchedLog(Log log, CommonLog common, Leading leading) {
    this.log = log;
    this.common = common;
    this.leading = leading;
  }

  @Override
  public int payloadBytesMax() {
    return log.payloadBytesMax();
  }

  @Override
  public long append(LogEntry entry) throws LogException {
    LogEntry copy = StoredLog.copyOf(entry);
    long number = log.append(entry);
    appended.put(number, copy);
    return number;
  }

  @Override
  public void awaitDurable(long number) throws LogException {
    log.awaitDurable(number);
    Map<Long, LogEntry> durable = appended.headMap(number, true);
    durable.values().forEach(each -> common.acknowledge(leading, each));
    durable.clear();
  }

  @Override
  public void confirm() throws LogException {
    log.confirm();
  }

  @Override
  public long queuedBytes() {
    return log.queuedBytes();
  }

  @Override
  public ImmutableList<LogSlice> slices(int sliceBytes) throws LogException {
    return log.slices(sliceBytes);
  }

  @Override
  public void close() throws LogException {
    log.close();
  }
}
