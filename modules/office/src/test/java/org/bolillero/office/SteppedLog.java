package org.bolillero.office;

import org.bolillero.storage.EntryVisitor;
import org.bolillero.storage.Log;
import org.bolillero.storage.LogEntry;
import org.bolillero.storage.LogException;
import org.bolillero.storage.LogListener;
import org.bolillero.storage.LogSlice;
import org.eclipse.collections.api.list.ImmutableList;

/** A log that stops before and after each call that changes something, so that a test can look. */
record SteppedLog(Log log, Step step) implements Log {
  /** What is called at each moment, and may throw. */
  @FunctionalInterface
  interface Step {
    void at(String moment) throws LogException;
  }

  /** Has the logs of a store stop, and the opening of each as well. */
  static LogStore of(LogStore logs, Step step) {
    return (folder, draw) ->
        (EntryVisitor replay, LogListener listener) -> {
          step.at("before opening " + folder.getFileName());
          Log log = logs.log(folder, draw).open(replay, listener);
          try {
            step.at("after opening " + folder.getFileName());
          } catch (LogException e) {
            log.close();
            throw e;
          }
          return new SteppedLog(log, step);
        };
  }

  @Override
  public int payloadBytesMax() {
    return log.payloadBytesMax();
  }

  @Override
  public long append(LogEntry entry) throws LogException {
    step.at("before appending kind " + entry.kind());
    return log.append(entry);
  }

  @Override
  public void awaitDurable(long number) throws LogException {
    step.at("before waiting for entry " + number);
    log.awaitDurable(number);
    step.at("after waiting for entry " + number);
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
    step.at("after closing");
  }
}
