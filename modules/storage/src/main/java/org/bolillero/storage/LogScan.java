package org.bolillero.storage;

import java.io.IOException;
import org.bolillero.storage.EntryFormat.Found;
import org.bolillero.storage.LogException.Kind;

/**
 * Reads a whole log, entry by entry, and decides where it ends. Changes nothing. Needs the memory
 * of a {@link SegmentReader}, and one open file at a time.
 *
 * <table>
 * <caption>What is found after the last sound entry, and what that means</caption>
 * <tr><th>found</th><th>decision</th></tr>
 * <tr><td>zeros, to the end of the log</td><td>clean end</td></tr>
 * <tr><td>zeros to the end of the segment, then the next entry at the start of the next segment</td><td>continue there</td></tr>
 * <tr><td>a sound entry with the next number that was not written after the last one</td><td>damage</td></tr>
 * <tr><td>anything else, and somewhere after it an entry that shows that the missing one was durable</td><td>damage</td></tr>
 * <tr><td>anything else</td><td>torn tail: a write that was never acknowledged</td></tr>
 * </table>
 */
final class LogScan {
  private final SegmentChain chain;
  private final LogWords words;
  private final EntryVisitor visitor;
  private final SegmentReader reader;

  private LogEnd end;
  private long entries;
  private long entryBytes;

  private LogScan(SegmentChain chain, LogWords words, EntryVisitor visitor, SegmentReader reader) {
    this.chain = chain;
    this.words = words;
    this.visitor = visitor;
    this.reader = reader;
    this.end = LogEnd.ofEmpty(chain.identity());
  }

  /**
   * What a log holds.
   *
   * @param end where its entries end
   * @param entries how many entries there are, without pins
   * @param entryBytes how many bytes all entries take, pins included
   * @param torn what follows that is not part of the log
   */
  record Result(LogEnd end, long entries, long entryBytes, Torn torn) {}

  /**
   * The rest of a torn write.
   *
   * @param segment the index of the segment where it begins
   * @param offset where it begins there
   * @param bytes how much there is to cut off, in this segment and the later ones; 0 if nothing
   */
  record Torn(int segment, int offset, long bytes) {}

  /**
   * Reads a log.
   *
   * @param visitor is given every sound entry before the end or the damage
   * @param bufferBytes the initial size of the buffer for reading
   * @throws LogException if acknowledged data are damaged, or what the visitor throws
   */
  static Result run(SegmentChain chain, LogWords words, EntryVisitor visitor, int bufferBytes)
      throws IOException, LogException {
    try (SegmentReader reader =
        new SegmentReader(chain.files(), chain.identity().segmentBytes(), bufferBytes)) {
      return new LogScan(chain, words, visitor, reader).run();
    }
  }

  private Result run() throws IOException, LogException {
    for (int index = 0; index < chain.count(); index++) {
      reader.open(index, 0);
      int offset = readEntries(index);
      if (reader.endOfContent(offset) > offset) {
        return result(new Torn(index, offset, judge(index, offset)));
      }
    }
    return result(new Torn(0, 0, 0));
  }

  private Result result(Torn torn) {
    return new Result(end, entries, entryBytes, torn);
  }

  /** Reads sound entries in sequence from the start of a segment; returns where they end. */
  private int readEntries(int segment) throws IOException, LogException {
    int offset = SegmentFormat.HEADER_BYTES;
    Found found = reader.read(offset);
    while (found != null && found.number() == end.number() + 1) {
      checkFollows(segment, offset, found);
      offset += found.size();
      take(segment, offset, found);
      found = reader.read(offset);
    }
    return offset;
  }

  /**
   * The space for an entry is cleared and forced before it is written, so this is no torn write.
   */
  private void checkFollows(int segment, int offset, Found found) throws LogException {
    if (found.chain() != end.nextChain()) {
      throw LogException.damaged(
          SegmentFormat.name(segment),
          ("entry %d at offset %d was not written after the entry before it (%s);"
                  + " two %s have written to this log at the same time, or files were mixed")
              .formatted(found.number(), offset, words.key(found.entry().key()), words.writers()));
    }
  }

  private void take(int segment, int entryEnd, Found found) throws LogException {
    int kind = found.entry().kind();
    int nextChain = chain.identity().chainAfter(found.crc());
    end = end.after(segment, entryEnd, found.number(), kind, nextChain, found.durableThrough());
    entryBytes += found.size();
    if (kind != LogEntry.PIN) {
      entries++;
      visitor.visit(found.number(), found.entry());
    }
  }

  /**
   * There is something else than the next entry at an offset of the open segment: decides whether
   * that is damage, and if it is not, returns how many bytes to cut off.
   */
  private long judge(int index, int offset) throws IOException, LogException {
    String where = describe(index, offset);
    long torn = 0;
    long witness = end.number();
    int from = offset;
    for (int each = index; each < chain.count(); each++) {
      if (each > index) {
        reader.open(each, 0);
        checkNotNext(each, where);
        from = SegmentFormat.HEADER_BYTES;
      }
      int to = reader.endOfContent(from);
      torn += to - from;
      witness = highestDurableThrough(from, to, witness);
    }
    if (witness > end.number()) {
      throw new LogException(
          Kind.DAMAGED, where + ", although entry " + witness + " and all before it were durable");
    }
    return torn;
  }

  /** A segment gets its first entry when all before it are durable, so nothing is torn there. */
  private void checkNotNext(int later, String where) throws IOException, LogException {
    Found first = reader.read(SegmentFormat.HEADER_BYTES);
    if (first != null && first.number() == end.number() + 1) {
      throw new LogException(
          Kind.DAMAGED,
          where + ", although " + SegmentFormat.name(later) + " goes on with that entry");
    }
  }

  private String describe(int segment, int offset) throws IOException {
    long missing = end.number() + 1;
    String name = SegmentFormat.name(segment);
    Found found = reader.read(offset);
    if (found != null && segment > end.segment()) {
      return "%s: entry %d is missing at offset %d, as %s goes on with entry %d"
          .formatted(
              SegmentFormat.name(end.segment()), missing, end.offset(), name, found.number());
    }
    int key = offset <= lastHeader() ? reader.key(offset) : 0;
    return "%s: entry %d is damaged at offset %d (%s, if its header is right)"
        .formatted(name, missing, offset, words.key(key));
  }

  /**
   * The highest {@code durableThrough} of the sound entries that begin anywhere in a range, if it
   * is higher than what is known. A length cannot be trusted here, so every offset is tried; the
   * numbers are checked first, as they rule out nearly all of them.
   */
  private long highestDurableThrough(int from, int to, long known) throws IOException {
    long room = (long) chain.count() * chain.identity().segmentBytes() / EntryFormat.HEADER_BYTES;
    int last = Math.min(to - 1, lastHeader());
    long highest = known;
    for (int offset = from; offset <= last; offset++) {
      if (reader.number(offset) - end.number() <= room && reader.durableThrough(offset) > highest) {
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
