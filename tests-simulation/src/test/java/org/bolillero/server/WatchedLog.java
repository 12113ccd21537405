package org.bolillero.server;

import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.bolillero.kafka.ForwardingLog;
import org.bolillero.kafka.SimulatedSequence.Leading;
import org.bolillero.office.testing.StoredLog;
import org.bolillero.storage.Log;
import org.bolillero.storage.LogEntry;
import org.bolillero.storage.LogException;

/** The log of a draw in an office of a simulation: what is durable in it is durable everywhere. */
final class WatchedLog extends ForwardingLog {
  private final CommonLog common;
  private final Leading leading;

  /** What was appended and nobody has waited for yet. */
  private final NavigableMap<Long, LogEntry> appended = new TreeMap<>();

  WatchedLog(Log log, CommonLog common, Leading leading) {
    super(log);
    this.common = common;
    this.leading = leading;
  }

  @Override
  public long append(LogEntry entry) throws LogException {
    LogEntry copy = StoredLog.copyOf(entry);
    long number = super.append(entry);
    appended.put(number, copy);
    return number;
  }

  @Override
  public void awaitDurable(long number) throws LogException {
    super.awaitDurable(number);
    Map<Long, LogEntry> durable = appended.headMap(number, true);
    durable.values().forEach(each -> common.acknowledge(leading, each));
    durable.clear();
  }
}
