package org.bolillero.storage;

import java.io.IOException;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.bolillero.simulation.Background;
import org.bolillero.storage.Recovery.Recovered;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * A log wired as {@link DurableLog} does it, but without threads: groups are committed when a test
 * says so, in the test's own thread.
 */
final class SteppedLog {
  static final LogSettings SETTINGS =
      new LogSettings(7, Texts.WORDS, LogSettings.SEGMENT_BYTES_MIN, Duration.ofNanos(1));

  private final Committer committer;
  private final LogWriter writer;
  private final Background preparer;
  private boolean running = true;

  /** What readers can see, if a fault has let them see it too early. */
  private LogEnd early;

  private SteppedLog(
      LogFiles files, Recovered recovered, LogListener listener, Background preparer) {
    this.preparer = preparer;
    early = recovered.end();
    committer = new Committer(recovered.end().number(), SETTINGS.pinAfter(), listener);
    SegmentSupply supply =
        new SegmentSupply(
            files, recovered.identity(), preparer, listener, recovered.current().index() + 1);
    writer = new LogWriter(recovered, supply, committer::announce, listener);
  }

  static SteppedLog open(
      LogFiles files,
      EntryVisitor replay,
      LogListener listener,
      Background preparer,
      LongSupplier newLogId,
      int bufferBytes)
      throws IOException, LogException {
    Recovered recovered =
        new Recovery(files, SETTINGS, listener, bufferBytes).run(replay, newLogId);
    return new SteppedLog(files, recovered, listener, preparer);
  }

  /** Lets readers see what is written of the current segment, up to an entry. */
  void publish(int endOffset, long lastNumber) {
    LogEnd end = readable();
    early =
        new LogEnd(
            end.segment(),
            endOffset,
            lastNumber,
            end.nextChain(),
            end.lastData(),
            end.durableThrough());
  }

  private LogEnd readable() {
    LogEnd durable = writer.durable();
    return early.number() > durable.number() ? early : durable;
  }

  /** The number of the last entry that readers can see. */
  long published() {
    return readable().number();
  }

  ImmutableList<LogSlice> slices(LogFiles files, int sliceBytes) throws IOException, LogException {
    return new DurableReader(files, SETTINGS.segmentBytes()).cut(readable(), sliceBytes);
  }

  /** Where the entries that readers can see end in the last segment. */
  int endOffset() {
    return readable().offset();
  }

  long append(LogEntry entry) throws LogException {
    return committer.append(entry);
  }

  /** Commits what was appended, as one group, or writes a pin; false when the log has failed. */
  boolean commit() {
    running = running && committer.commitGroup(writer);
    return running;
  }

  boolean needsPin() {
    return writer.needsPin();
  }

  /** Whether the entry was announced to be durable; never waits after {@link #commit}. */
  boolean isDurable(long number) {
    try {
      committer.awaitDurable(number);
      return true;
    } catch (LogException _) {
      return false;
    }
  }

  /** The first half of {@link DurableLog#close}: commits the rest, and a pin. */
  void finish() {
    committer.close();
    boolean more = true;
    while (more) {
      more = commit();
    }
  }

  /** The second half: closes the files. */
  void release() throws IOException {
    preparer.finish();
    writer.close();
  }
}
