package org.bolillero.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.LongSupplier;
import org.bolillero.storage.LogScan.Range;
import org.bolillero.storage.LogState.Snapshot;
import org.bolillero.storage.SegmentFormat.LogIdentity;
import org.eclipse.collections.api.list.ImmutableList;
import org.eclipse.collections.impl.factory.Lists;

/**
 * Brings a folder to a log that can be written to: makes a new one, or reads what is there ({@link
 * LogScan} decides what it means) and mends it.
 *
 * <p>Mending comes before anything is served, in this order: (1) names are forced, as a crash may
 * have come between a rename and its force; (2) entries that no later entry vouches for are written
 * again, because after a failed force they may stand in the page cache without being on the disk,
 * and no force would write them; (3) what is left of a torn write is overwritten with zeros, so
 * that it can never be taken for an entry later; (4) all that is forced.
 */
final class Recovery {
  private final LogFiles files;
  private final LogSettings settings;
  private final LogListener listener;

  Recovery(LogFiles files, LogSettings settings, LogListener listener) {
    this.files = files;
    this.settings = settings;
    this.listener = listener;
  }

  /**
   * Recovers the log of a folder.
   *
   * @param newLogId gives the id of a log that is made anew
   */
  Recovered run(EntryVisitor visitor, LongSupplier newLogId) throws IOException, LogException {
    deleteUnfinished();
    if (SegmentChain.names(files).isEmpty()) {
      return makeNew(newLogId.getAsLong());
    }
    SegmentChain chain = SegmentChain.open(files);
    try {
      if (chain.identity().draw() != settings.draw()) {
        throw new LogException(
            LogException.Kind.DAMAGED,
            "%s: expected the log of draw %d, found that of draw %d"
                .formatted(files, settings.draw(), chain.identity().draw()));
      }
      LogScan.Result found = LogScan.run(chain, visitor);
      mend(chain.segments(), found);
      return recovered(chain, found);
    } catch (IOException | LogException e) {
      try (chain) {
        throw e;
      }
    }
  }

  private void deleteUnfinished() throws IOException {
    for (String name : files.names().select(SegmentFormat::isUnfinished)) {
      files.delete(name);
    }
  }

  private Recovered makeNew(long logId) throws IOException {
    LogIdentity identity = new LogIdentity(settings.draw(), logId, settings.segmentBytes());
    Segment first = SegmentSupply.prepare(files, identity, 0);
    Snapshot end = new Snapshot(0, SegmentFormat.HEADER_BYTES, 0);
    return new Recovered(identity, first, end, 0, Lists.immutable.empty());
  }

  private void mend(ImmutableList<Segment> segments, LogScan.Result found) throws IOException {
    files.forceDirectory(); // 1
    for (Range range : found.unsure()) { // 2
      Segment segment = segments.get(range.segment());
      ByteBuffer again = ByteBuffer.allocate(range.size());
      segment.read(again, range.from());
      segment.write(again.flip(), range.from());
    }
    for (Range range : found.torn()) { // 3
      segments.get(range.segment()).write(ByteBuffer.allocate(range.size()), range.from());
    }
    for (Segment segment : segments.drop(found.lastSegment())) { // 4
      segment.file().force();
    }
    if (found.tornBytes() > 0) {
      Range first = found.torn().getFirst();
      listener.warning(
          "%s: cut off %d bytes at offset %d, the rest of a write that nobody was told about"
              .formatted(segments.get(first.segment()).name(), found.tornBytes(), first.from()));
    }
  }

  private static Recovered recovered(SegmentChain chain, LogScan.Result found) throws IOException {
    for (Segment complete : chain.segments().take(found.lastSegment())) {
      complete.close();
    }
    return new Recovered(
        chain.identity(),
        chain.segments().get(found.lastSegment()),
        new Snapshot(found.lastSegment(), found.endOffset(), found.lastNumber()),
        found.durableThrough(),
        chain.segments().drop(found.lastSegment() + 1));
  }
}
