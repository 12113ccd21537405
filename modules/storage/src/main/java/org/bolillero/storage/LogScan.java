package org.bolillero.storage;

import java.io.IOException;
import java.lang.foreign.Arena;
import org.bolillero.storage.EntryFormat.Found;
import org.eclipse.collections.api.list.ImmutableList;
import org.eclipse.collections.api.list.MutableList;
import org.eclipse.collections.impl.factory.Lists;

/**
 * Reads a whole log, entry by entry, and decides where it ends. Changes nothing. Needs the memory
 * of a {@link SegmentReader}, and one open file at a time.
 *
 * <table>
 * <caption>What is found after the last sound entry, and what that means</caption>
 * <tr><th>found</th><th>decision</th></tr>
 * <tr><td>zeros, to the end of the log</td><td>clean end</td></tr>
 * <tr><td>zeros to the end of the segment, then the next entry at the start of the next segment</td><td>go on there</td></tr>
 * <tr><td>a sound entry with the next number that was not written after the last one</td><td>damage</td></tr>
 * <tr><td>anything else, and somewhere after it an entry that says the missing one was durable</td><td>damage</td></tr>
 * <tr><td>anything else</td><td>torn tail: a write that was never acknowledged</td></tr>
 * </table>
 */
final class LogScan {
  private final SegmentChain chain;
  private final LogWords words;
  private final EntryVisitor visitor;
  private final SegmentReader reader;

  private int nextChain;
  private long lastNumber;
  private long lastData;
  private long durableThrough;
  private long entries;
  private long entryBytes;
  private int lastSegment;
  private int endOffset = SegmentFormat.HEADER_BYTES;

  private LogScan(SegmentChain chain, LogWords words, EntryVisitor visitor, SegmentReader reader) {
    this.chain = chain;
    this.words = words;
    this.visitor = visitor;
    this.nextChain = chain.identity().firstChain();
    this.reader = reader;
  }

  /**
   * A piece of a segment file.
   *
   * @param segment the index of the segment
   * @param from the first offset
   * @param to the offset after the last
   */
  record Range(int segment, int from, int to) {
    int size() {
      return to - from;
    }
  }

  /**
   * What a log holds.
   *
   * @param entries how many entries there are, without pins
   * @param entryBytes how many bytes all entries take, pins included
   * @param lastNumber the number of the last entry, 0 if there is none
   * @param nextChain what chains the next entry to it
   * @param lastData the number of the last entry that is not a pin
   * @param durableThrough the highest {@code durableThrough} of all entries
   * @param lastSegment the index of the last segment with entries
   * @param endOffset where the entries end in it
   * @param torn where bytes stand that are no part of the log
   */
  record Result(
      long entries,
      long entryBytes,
      long lastNumber,
      int nextChain,
      long lastData,
      long durableThrough,
      int lastSegment,
      int endOffset,
      ImmutableList<Range> torn) {

    long tornBytes() {
      return torn.sumOfInt(Range::size);
    }
  }

  /**
   * Reads a log.
   *
   * @param visitor is given every sound entry before the end or the damage
   * @param bufferBytes the initial size of the buffer for reading
   * @throws LogException if acknowledged data are damaged, or what the visitor throws
   */
  static Result run(SegmentChain chain, LogWords words, EntryVisitor visitor, int bufferBytes)
      throws IOException, LogException {
    try (Arena arena = Arena.ofConfined()) {
      SegmentReader reader = new SegmentReader(chain.identity().segmentBytes(), bufferBytes, arena);
      return new LogScan(chain, words, visitor, reader).run();
    }
  }

  private Result run() throws IOException, LogException {
    ImmutableList<Range> torn = Lists.immutable.empty();
    boolean clean = true;
    for (int index = 0; index < chain.count() && clean; index++) {
      int offset;
      try (Segment segment = chain.open(index)) {
        reader.turnTo(segment, 0);
        offset = readEntries(segment);
        clean = reader.endOfContent(offset) == offset;
      }
      if (!clean) {
        torn = judge(index, offset);
      }
    }
    return new Result(
        entries,
        entryBytes,
        lastNumber,
        nextChain,
        lastData,
        durableThrough,
        lastSegment,
        endOffset,
        torn);
  }

  /** Reads sound entries in sequence from the start of a segment; returns where they end. */
  private int readEntries(Segment segment) throws IOException, LogException {
    int offset = SegmentFormat.HEADER_BYTES;
    Found found = reader.read(offset);
    while (found != null && found.number() == lastNumber + 1) {
      checkFollows(segment, offset, found);
      take(found);
      offset += found.size();
      lastSegment = segment.index();
      endOffset = offset;
      found = reader.read(offset);
    }
    return offset;
  }

  /**
   * The place of an entry is cleared and forced before it is written: this is no torn remainder.
   */
  private void checkFollows(Segment segment, int offset, Found found) throws LogException {
    if (found.chain() != nextChain) {
      throw LogException.damaged(
          ("%s: entry %d at offset %d was not written after the entry before it (%s);"
                  + " two %s have written to this log at the same time, or files were mixed")
              .formatted(
                  segment.name(),
                  found.number(),
                  offset,
                  words.key(found.entry().key()),
                  words.writers()));
    }
  }

  private void take(Found found) throws LogException {
    lastNumber = found.number();
    nextChain = chain.identity().chainAfter(found.crc());
    entryBytes += found.size();
    durableThrough = Math.max(durableThrough, found.durableThrough());
    if (found.entry().kind() != LogEntry.PIN) {
      entries++;
      lastData = found.number();
      visitor.visit(found.number(), found.entry());
    }
  }

  /** Something that is not the next entry stands at the offset: decides whether it matters. */
  private ImmutableList<Range> judge(int index, int offset) throws IOException, LogException {
    MutableList<Range> torn = Lists.mutable.empty();
    String where = "";
    long witness = lastNumber;
    for (int each = index; each < chain.count(); each++) {
      try (Segment segment = chain.open(each)) {
        reader.turnTo(segment, 0);
        int from = SegmentFormat.HEADER_BYTES;
        if (each == index) {
          from = offset;
          where = describe(segment, offset);
        } else {
          checkNotNext(segment, where);
        }
        int to = reader.endOfContent(from);
        if (to > from) {
          torn.add(new Range(each, from, to));
          witness = highestDurableThrough(from, to, witness);
        }
      }
    }
    if (witness > lastNumber) {
      throw LogException.damaged(
          where + ", although entry " + witness + " and all before it were durable");
    }
    return torn.toImmutable();
  }

  /** A segment gets its first entry when all before it are durable, so nothing is torn there. */
  private void checkNotNext(Segment later, String where) throws IOException, LogException {
    Found first = reader.read(SegmentFormat.HEADER_BYTES);
    if (first != null && first.number() == lastNumber + 1) {
      throw LogException.damaged(
          "%s, although %s goes on with that entry".formatted(where, later.name()));
    }
  }

  private String describe(Segment segment, int offset) throws IOException {
    long missing = lastNumber + 1;
    Found found = reader.read(offset);
    if (found != null && segment.index() > lastSegment) {
      return "%s: entry %d is missing at offset %d, as %s goes on with entry %d"
          .formatted(
              SegmentFormat.name(lastSegment), missing, endOffset, segment.name(), found.number());
    }
    int key = offset <= lastHeader() ? reader.key(offset) : 0;
    return "%s: entry %d is damaged at offset %d (%s, if its header is right)"
        .formatted(segment.name(), missing, offset, words.key(key));
  }

  /**
   * The highest {@code durableThrough} of the sound entries that begin anywhere in a range, if it
   * is higher than what is known. A length cannot be trusted here, so every offset is tried; the
   * numbers are checked first, as they rule out nearly all of them.
   */
  private long highestDurableThrough(int from, int to, long known) throws IOException {
    long room = (long) chain.count() * chain.identity().segmentBytes() / EntryFormat.HEADER_BYTES;
    int end = Math.min(to, lastHeader() + 1);
    long highest = known;
    for (int offset = from; offset < end; offset++) {
      if (reader.number(offset) - lastNumber <= room && reader.durableThrough(offset) > highest) {
        Found found = reader.read(offset);
        highest = found == null ? highest : found.durableThrough();
      }
    }
    return highest;
  }

  /** The last offset of a segment where there is room for a header. */
  private int lastHeader() {
    return chain.identity().segmentBytes() - EntryFormat.HEADER_BYTES;
  }
}
