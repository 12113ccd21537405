package org.bolillero.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.LongConsumer;
import org.bolillero.storage.Recovery.Recovered;
import org.bolillero.storage.SegmentFormat.LogIdentity;

/**
 * Makes groups of entries durable: writes, forces, publishes, wakes. Owned by one thread, the only
 * one that touches the segment that is written to.
 *
 * <p>After an exception the writer must not be used again: the page cache may have dropped what was
 * to be forced.
 */
final class LogWriter implements AutoCloseable {
  private final SegmentSupply supply;
  private final LogState state;
  private final LogIdentity log;
  private final LongConsumer onDurable;
  private final ByteBuffer staging;

  private Segment segment;

  /** Where in the segment the first staged byte belongs. */
  private int offset;

  private long durable;
  private long lastStaged;

  /** What chains the next entry to the one that was staged last. */
  private int nextChain;

  private long lastData;
  private long lastDurableThrough;

  /**
   * An entry that has its number.
   *
   * @param number the number that follows the one before it
   * @param entry the entry
   * @param payloadCrc the checksum of its payload
   */
  record Numbered(long number, LogEntry entry, int payloadCrc) {}

  /**
   * Goes on after what was recovered.
   *
   * @param onDurable is told the highest durable number after each force
   */
  LogWriter(Recovered recovered, SegmentSupply supply, LogState state, LongConsumer onDurable) {
    this.supply = supply;
    this.state = state;
    this.log = recovered.identity();
    this.nextChain = recovered.nextChain();
    this.onDurable = onDurable;
    this.staging = ByteBuffer.allocateDirect(Math.min(Segment.BLOCK_BYTES, log.segmentBytes()));
    this.segment = recovered.current();
    this.offset = recovered.end().endOffset();
    this.durable = recovered.end().durableEnd();
    this.lastStaged = durable;
    this.lastData = recovered.lastData();
    this.lastDurableThrough = recovered.durableThrough();
    supply.keepAheadOf(offset);
  }

  /** Returns when all entries are durable. */
  void write(Iterable<Numbered> group) throws IOException {
    for (Numbered each : group) {
      int size = EntryFormat.HEADER_BYTES + each.entry().payload().remaining();
      if (offset + staging.position() + size > log.segmentBytes()) {
        // What stands in a segment is durable before the next one gets its first entry.
        commit();
        segment.close();
        segment = supply.take();
        offset = SegmentFormat.HEADER_BYTES;
      }
      stage(each);
    }
    commit();
  }

  /** Whether there are acknowledged entries that a crash could not tell from a torn tail. */
  boolean needsPin() {
    return lastData > lastDurableThrough;
  }

  private void stage(Numbered each) throws IOException {
    if (staging.remaining() < EntryFormat.HEADER_BYTES) {
      writeStaged();
    }
    int crc =
        EntryFormat.writeHeader(
            staging, each.number(), durable, nextChain, each.entry(), each.payloadCrc());
    nextChain = log.chainAfter(crc);
    ByteBuffer payload = each.entry().payload().duplicate();
    while (payload.hasRemaining()) {
      if (!staging.hasRemaining()) {
        writeStaged();
      }
      int part = Math.min(payload.remaining(), staging.remaining());
      staging.put(payload.slice(payload.position(), part));
      payload.position(payload.position() + part);
    }
    lastStaged = each.number();
    lastDurableThrough = durable;
    if (each.entry().kind() != LogEntry.PIN) {
      lastData = each.number();
    }
  }

  /** The order of these steps is the promise that an acknowledged entry is durable. */
  private void commit() throws IOException {
    if (lastStaged == durable) {
      return;
    }
    writeStaged(); // 2. write (1. was to drain the queue)
    segment.file().force(); // 3. force
    durable = lastStaged;
    state.publish(segment.index(), offset, durable); // 4. publish
    onDurable.accept(durable); // 5. wake those who acknowledge
    supply.keepAheadOf(offset);
  }

  private void writeStaged() throws IOException {
    staging.flip();
    if (staging.hasRemaining()) {
      int size = staging.remaining();
      segment.write(staging, offset);
      offset += size;
    }
    staging.clear();
  }

  @Override
  public void close() throws IOException {
    try (supply) {
      segment.close();
    }
  }
}
