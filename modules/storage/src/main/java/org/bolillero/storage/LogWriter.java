package org.bolillero.storage;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.LongConsumer;
import org.bolillero.storage.Recovery.Recovered;
import org.bolillero.storage.SegmentFormat.LogIdentity;

/**
 * Makes groups of entries durable: writes, forces, publishes, wakes. Owned by one thread, the only
 * one that touches the segment being written.
 *
 * <p>After an exception the writer must not be used again: the page cache may have dropped what the
 * force failed to write.
 */
final class LogWriter implements AutoCloseable {
  /** The most bytes of a group that are gathered before they are written. */
  static final int STAGING_BYTES_MAX = 1024 * 1024;

  private final SegmentSupply supply;
  private final LogIdentity log;
  private final LongConsumer onDurable;
  private final LogListener listener;
  private final ByteBuffer staging;

  private Segment segment;

  /** Where in the segment the first staged byte belongs. */
  private int offset;

  /** How much was written since the last force. */
  private long writtenBytes;

  /** Where the log ends once everything staged is written. */
  private LogEnd staged;

  /** Any thread reads it. What lies before it never changes, so readers need no lock. */
  private volatile LogEnd durable;

  /**
   * An entry with its number.
   *
   * @param number the number that follows the one before it
   * @param entry the entry
   * @param payloadCrc the checksum of its payload
   */
  record Numbered(long number, LogEntry entry, int payloadCrc) {}

  /**
   * Continues a recovered log.
   *
   * @param onDurable is told the highest durable number after each force
   * @param listener hears of each group
   */
  LogWriter(
      Recovered recovered, SegmentSupply supply, LongConsumer onDurable, LogListener listener) {
    this.supply = supply;
    this.log = recovered.identity();
    this.onDurable = onDurable;
    this.listener = listener;
    this.staging = ByteBuffer.allocateDirect(Math.min(STAGING_BYTES_MAX, log.segmentBytes()));
    this.segment = recovered.current();
    this.durable = recovered.end();
    this.staged = durable;
    this.offset = durable.offset();
    supply.keepAheadOf(offset);
  }

  /** Returns when all entries are durable. */
  void write(Iterable<Numbered> group) throws IOException {
    for (Numbered each : group) {
      int size = EntryFormat.HEADER_BYTES + each.entry().payload().remaining();
      if (offset + staging.position() + size > log.segmentBytes()) {
        // Everything in a segment is durable before the next one gets its first entry.
        commit();
        segment.close();
        segment = supply.take();
        offset = SegmentFormat.HEADER_BYTES;
      }
      stage(each);
    }
    commit();
  }

  /** Whether damage to an acknowledged entry would look like a torn tail without a pin. */
  boolean needsPin() {
    return staged.lastData() > staged.durableThrough();
  }

  /** Where the durable part of the log ends. Any thread. */
  LogEnd durable() {
    return durable;
  }

  private void stage(Numbered each) throws IOException {
    if (staging.remaining() < EntryFormat.HEADER_BYTES) {
      writeStaged();
    }
    long through = durable.number();
    int crc =
        EntryFormat.writeHeader(
            staging, each.number(), through, staged.nextChain(), each.entry(), each.payloadCrc());
    ByteBuffer payload = each.entry().payload().duplicate();
    while (payload.hasRemaining()) {
      if (!staging.hasRemaining()) {
        writeStaged();
      }
      int part = Math.min(payload.remaining(), staging.remaining());
      staging.put(payload.slice(payload.position(), part));
      payload.position(payload.position() + part);
    }
    int end = offset + staging.position();
    int kind = each.entry().kind();
    staged = staged.after(segment.index(), end, each.number(), kind, log.chainAfter(crc), through);
  }

  /** The order of these steps is the promise that an acknowledged entry is durable. */
  private void commit() throws IOException {
    if (staged.number() == durable.number()) {
      return;
    }
    writeStaged(); // 2. write (1. was to drain the queue)
    long beforeNanos = System.nanoTime();
    segment.file().force(); // 3. force
    long nanos = System.nanoTime() - beforeNanos;
    int entries = (int) (staged.number() - durable.number());
    durable = staged; // 4. publish
    onDurable.accept(durable.number()); // 5. wake those who acknowledge
    listener.groupForced(nanos, writtenBytes, entries);
    writtenBytes = 0;
    supply.keepAheadOf(offset);
  }

  private void writeStaged() throws IOException {
    staging.flip();
    if (staging.hasRemaining()) {
      int size = staging.remaining();
      segment.write(staging, offset);
      offset += size;
      writtenBytes += size;
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
