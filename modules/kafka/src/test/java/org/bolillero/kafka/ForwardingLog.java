package org.bolillero.kafka;

import org.bolillero.storage.Log;
import org.bolillero.storage.LogEntry;
import org.bolillero.storage.LogException;
import org.bolillero.storage.LogSlice;
import org.eclipse.collections.api.list.ImmutableList;

/** A log that does what another one does, but for what is overridden. */
public abstract class ForwardingLog implements Log {
  private final Log log;

  protected ForwardingLog(Log log) {
    this.log = log;
  }

  @Override
  public int payloadBytesMax() {
    return log.payloadBytesMax();
  }

  @Override
  public long append(LogEntry entry) throws LogException {
    return log.append(entry);
  }

  @Override
  public void awaitDurable(long number) throws LogException {
    log.awaitDurable(number);
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
