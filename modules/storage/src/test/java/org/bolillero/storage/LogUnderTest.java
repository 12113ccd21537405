package org.bolillero.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.Function;
import org.bolillero.simulation.Background;
import org.bolillero.simulation.FaultyFolder;
import org.bolillero.simulation.Folder;
import org.bolillero.storage.Promises.Served;
import org.jspecify.annotations.Nullable;

/**
 * A machine that runs a log, and compares it with what it has promised: after each start, and when
 * it is read. An {@link AssertionError} is a broken promise.
 */
final class LogUnderTest {
  private final Folder disk;
  private final Function<Folder, FaultyFolder> fault;
  private final Background preparer;
  private final LogListener listener;
  private final Promises promises = new Promises();
  private int bufferBytes = SteppedLog.SETTINGS.segmentBytes();
  private int serial;
  private int logs;
  private @Nullable SteppedLog running;

  /**
   * Sets up a machine that is not running.
   *
   * @param fault what is wrong with the log; nothing if it makes a plain {@link FaultyFolder}
   */
  LogUnderTest(
      Folder disk,
      Function<Folder, FaultyFolder> fault,
      Background preparer,
      LogListener listener) {
    this.disk = disk;
    this.fault = fault;
    this.preparer = preparer;
    this.listener = listener;
  }

  /** Reads segments at the next start through a buffer of this size at first, not as a whole. */
  void readInPieces(int bufferBytes) {
    this.bufferBytes = bufferBytes;
  }

  Promises promises() {
    return promises;
  }

  /** Starts; nothing that was promised may be missing. */
  void start() throws IOException, LogException {
    Served served = new Served();
    SteppedLog log = open(served);
    promises.restart(served, log.published());
    running = log;
  }

  /** Starts although an entry is damaged; only the last ones may be missing. */
  void startDamaged(long soundThrough) throws IOException, LogException {
    Served served = new Served();
    SteppedLog log = open(served);
    promises.restartDamaged(served, log.published(), soundThrough);
    running = log;
  }

  private SteppedLog open(Served served) throws IOException, LogException {
    FaultyFolder files = fault.apply(disk);
    SteppedLog log =
        SteppedLog.open(
            new SimulatedFiles(files), served, listener, preparer, () -> ++logs, bufferBytes);
    files.serve(log::publish);
    return log;
  }

  SteppedLog log() {
    if (running == null) {
      throw new AssertionError("the machine was not started");
    }
    return running;
  }

  /** Commits a group of entries with payloads of these sizes; false if the log has failed. */
  boolean append(int... payloadBytes) throws LogException {
    for (int size : payloadBytes) {
      LogEntry entry = nextEntry(size);
      long expected = promises.offer(entry);
      long number = log().append(entry);
      if (number != expected) {
        throw new AssertionError("entry %d was given number %d".formatted(expected, number));
      }
    }
    boolean usable = log().commit();
    note();
    return usable;
  }

  /** Writes a pin if one is due; false if the log has failed. */
  boolean pin() {
    if (!log().needsPin()) {
      return true;
    }
    promises.offerPin();
    boolean usable = log().commit();
    note();
    return usable;
  }

  /** Closes the log; if it has not failed, it pins first. */
  void stop(boolean failed) throws IOException {
    if (!failed && log().needsPin()) {
      promises.offerPin();
    }
    log().finish();
    note();
    log().release();
  }

  /** What is published can be read, and is what was appended. */
  void read(int sliceBytes) throws IOException, LogException {
    Served served = new Served();
    try {
      for (LogSlice slice : log().slices(new SimulatedFiles(disk), sliceBytes)) {
        slice.forEach(served);
      }
    } catch (LogException e) {
      if (e.getCause() instanceof IOException failureOfTheDisk) {
        throw failureOfTheDisk;
      }
      throw e;
    }
    promises.compare(served, log().published());
  }

  /** Notes what the log has announced to those who wait, and to those who read. */
  private void note() {
    long announced = promises.promised();
    while (announced < promises.offered() && log().isDurable(announced + 1)) {
      announced++;
    }
    promises.promise(Math.max(announced, log().published()));
  }

  private LogEntry nextEntry(int payloadBytes) {
    serial++;
    ByteBuffer payload = ByteBuffer.allocate(payloadBytes);
    // Large ones end in zeros: where nothing changes, there is nothing to tear, and less to try.
    while (payload.remaining() >= Integer.BYTES && payload.position() < 1024) {
      payload.putInt(serial);
    }
    return new LogEntry(1 + serial % 4, serial, payload.rewind());
  }
}
