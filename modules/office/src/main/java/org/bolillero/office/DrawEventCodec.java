package org.bolillero.office;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.bolillero.lottery.BetBatch;
import org.bolillero.lottery.Digest;
import org.bolillero.lottery.MalformedBatchException;
import org.bolillero.office.DrawEvent.AgencyTotal;
import org.bolillero.storage.LogEntry;
import org.bolillero.storage.LogException;
import org.bolillero.storage.LogWords;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.MutableList;

/**
 * The events of a draw as entries of its log. The key of an entry is the agency, or 0 where all are
 * meant. A time is in milliseconds since 1970-01-01 UTC, a text is its length in bytes and UTF-8.
 *
 * <pre>
 * kind 1   BATCH    BetBatch, as it came over the wire
 * kind 2   FINISH   u64 bets | 32 bytes digest
 * kind 3   SEALED   u32 agencies | agencies × (u32 agency | u64 bets | 32 bytes digest) | 32 bytes SHA-256 of all before
 *                   | in an opened draw: i64 time | u8 0, or 1 and 32 bytes root
 * kind 4   DRAWN    u16 winning number | u64 winners | 32 bytes digest of the winners
 *                   | in an opened draw: i64 time
 * kind 6   OPENED   u16 version 1 | decision | u32 draw | u8 0, or 1 and i64 time of the close
 *                   | u8 officials: 1 or 2, or 0 and u16 number | 32 bytes SHA-256 of the secret | u16 0
 *                   | u32 ranges | ranges × (u32 first agency | u32 last agency)
 * kind 7   CLOSED   decision | u8 cause: 1 all have finished, 2 the clock, 3 an official
 * kind 8   EXCUSED  decision | u64 bets | 32 bytes digest
 * kind 9   ENTERED  decision | u16 number
 * kind 10  NUMBER   i64 time | text reason | u16 number | u8 officials | officials × text name | u16 0
 *
 * decision          i64 time | text who | text reason
 * text              u16 bytes | bytes
 * </pre>
 *
 * <p>The two {@code u16 0} are the length of what a later version may have there: the keys that
 * sign for the draw, and the number as a signed note.
 */
public final class DrawEventCodec {
  /** What people call the things of a log. */
  public static final LogWords WORDS = new LogWords("draw", "agency", "offices");

  private static final int BATCH = 1;
  private static final int FINISH = 2;
  private static final int SEALED = 3;
  private static final int DRAWN = 4;
  private static final int OPENED = 6;
  private static final int CLOSED = 7;
  private static final int EXCUSED = 8;
  private static final int ENTERED = 9;
  private static final int NUMBER = 10;

  private static final int VERSION = 1;
  private static final int TOTAL_BYTES = 8 + Digest.BYTES;
  private static final int STAMP_BYTES_MAX = 8 + 1 + Digest.BYTES;

  private DrawEventCodec() {}

  static boolean isBatch(LogEntry entry) {
    return entry.kind() == BATCH;
  }

  /**
   * How large the entry of a seal is.
   *
   * @param agencies how many agencies the draw waits for
   * @return the size of its payload in bytes, at most
   */
  public static int sealBytes(int agencies) {
    return totalsBytes(agencies) + Digest.BYTES + STAMP_BYTES_MAX;
  }

  private static int totalsBytes(int agencies) {
    return 4 + agencies * (4 + TOTAL_BYTES);
  }

  /**
   * Makes the entry of an event. A batch is not copied.
   *
   * @param event the event
   * @return its entry
   */
  public static LogEntry toEntry(DrawEvent event) {
    return switch (event) {
      case DrawEvent.Bets(int agency, BetBatch bets) -> new LogEntry(BATCH, agency, bets.bytes());
      case DrawEvent.Finished(AgencyTotal total) ->
          entry(FINISH, total.agency(), out -> out.total(total));
      case DrawEvent.Sealed sealed ->
          entry(
              SEALED,
              0,
              out -> {
                out.bytes(sealedTotals(sealed)).digest(digest(sealed));
                sealed
                    .stamp()
                    .ifPresent(stamp ->
                        out.time(stamp.time()).optional(stamp.root(), PayloadWriter::digest));
              });
      case DrawEvent.Drawn drawn ->
          entry(
              DRAWN,
              0,
              out -> {
                out.u16(drawn.winningNumber()).u64(drawn.winners()).digest(drawn.digest());
                drawn.time().ifPresent(out::time);
              });
      case DrawEvent.Opened opened -> entry(OPENED, 0, out -> writeOpened(out, opened));
      case DrawEvent.Closed(DrawEvent.Closed.Cause cause, Decision decision) ->
          entry(CLOSED, 0, out -> out.decision(decision).u8(cause.code()));
      case DrawEvent.Excused(AgencyTotal total, Decision decision) ->
          entry(EXCUSED, total.agency(), out -> out.decision(decision).total(total));
      case DrawEvent.Entered(int number, Decision decision) ->
          entry(ENTERED, 0, out -> out.decision(decision).u16(number));
      case DrawEvent.Numbered numbered ->
          entry(
              NUMBER,
              0,
              out -> {
                out.time(numbered.time()).text(numbered.reason()).u16(numbered.number());
                out.u8(numbered.officials().size());
                numbered.officials().forEach(out::text);
                out.u16(0);
              });
    };
  }

  private static LogEntry entry(int kind, int agency, Consumer<PayloadWriter> payload) {
    PayloadWriter out = new PayloadWriter();
    payload.accept(out);
    return new LogEntry(kind, agency, out.payload());
  }

  private static void writeOpened(PayloadWriter out, DrawEvent.Opened opened) {
    DrawTerms terms = opened.terms();
    out.u16(VERSION).decision(opened.decision()).u32(terms.number());
    out.optional(terms.closesAt(), PayloadWriter::time);
    switch (terms.source()) {
      case NumberSource.Officials(int count) -> out.u8(count);
      case NumberSource.Fixed(int number) -> out.u8(0).u16(number);
    }
    out.digest(opened.secretDigest()).u16(0);
    out.ranges(terms.agencies());
  }

  /**
   * The digest over what was sealed, as it stands in the entry.
   *
   * @param sealed the seal
   * @return the digest
   */
  public static Digest digest(DrawEvent.Sealed sealed) {
    return Digest.of(sealedTotals(sealed));
  }

  private static ByteBuffer sealedTotals(DrawEvent.Sealed sealed) {
    PayloadWriter out = new PayloadWriter();
    out.u32(sealed.totals().size());
    sealed.totals().forEach(total -> out.u32(total.agency()).total(total));
    return out.payload();
  }

  /**
   * Reads the event of an entry. A batch is not copied.
   *
   * @param number the number of the entry
   * @param entry the entry
   * @return its event
   * @throws LogException if it is none: the log was written by something else, or by a later
   *     version
   */
  public static DrawEvent read(long number, LogEntry entry) throws LogException {
    PayloadReader in = new PayloadReader(entry.payload().slice());
    try {
      DrawEvent event =
          switch (entry.kind()) {
            case BATCH -> new DrawEvent.Bets(entry.key(), in.batch());
            case FINISH -> new DrawEvent.Finished(in.total(entry.key()));
            case SEALED -> readSeal(in);
            case DRAWN ->
                new DrawEvent.Drawn(
                    in.u16(),
                    in.u64(),
                    in.digest(),
                    in.hasMore() ? Optional.of(in.time()) : Optional.empty());
            case OPENED -> readOpened(in);
            case CLOSED -> {
              Decision decision = in.decision();
              yield new DrawEvent.Closed(in.cause(), decision);
            }
            case EXCUSED -> {
              Decision decision = in.decision();
              yield new DrawEvent.Excused(in.total(entry.key()), decision);
            }
            case ENTERED -> {
              Decision decision = in.decision();
              yield new DrawEvent.Entered(in.u16(), decision);
            }
            case NUMBER -> readNumber(in);
            default -> throw new MalformedEventException("unknown kind " + entry.kind());
          };
      in.checkEnd();
      return event;
    } catch (MalformedEventException | MalformedBatchException | BufferUnderflowException e) {
      throw new LogException(
          LogException.Kind.DAMAGED,
          "entry %d (kind %d, agency %s) is no event of a draw: %s"
              .formatted(
                  number, entry.kind(), Integer.toUnsignedString(entry.key()), e.getMessage()),
          e);
    }
  }

  private static DrawEvent readSeal(PayloadReader in) throws MalformedEventException {
    ByteBuffer all = in.rest();
    int count = in.u32();
    if (count < 0 || all.remaining() < (long) totalsBytes(0) + (long) count * (4 + TOTAL_BYTES)) {
      throw new MalformedEventException("a seal whose length does not fit " + count + " agencies");
    }
    MutableList<AgencyTotal> totals = Lists.mutable.empty();
    for (int i = 0; i < count; i++) {
      totals.add(in.total(in.u32()));
    }
    if (!in.digest().equals(Digest.of(all.slice(0, totalsBytes(count))))) {
      throw new MalformedEventException("a seal that does not match its own digest");
    }
    Optional<DrawEvent.Stamp> stamp = Optional.empty();
    if (in.hasMore()) {
      stamp = Optional.of(new DrawEvent.Stamp(in.time(), in.optional(PayloadReader::digest)));
    }
    return new DrawEvent.Sealed(totals.toImmutable(), stamp);
  }

  private static DrawEvent readOpened(PayloadReader in) throws MalformedEventException {
    in.expect("version", VERSION, in.u16());
    Decision decision = in.decision();
    int draw = in.u32();
    Optional<Instant> closesAt = in.optional(PayloadReader::time);
    int officials = in.u8();
    if (officials > NumberSource.Officials.MAX) {
      throw new MalformedEventException("expected at most 2 officials, found " + officials);
    }
    NumberSource source =
        officials == 0 ? new NumberSource.Fixed(in.u16()) : new NumberSource.Officials(officials);
    Digest secretDigest = in.digest();
    in.expect("bytes of keys", 0, in.u16());
    DrawTerms terms = new DrawTerms(draw, in.ranges(), closesAt, source);
    return new DrawEvent.Opened(terms, secretDigest, decision);
  }

  private static DrawEvent readNumber(PayloadReader in) throws MalformedEventException {
    Instant time = in.time();
    String reason = in.text();
    int number = in.u16();
    MutableList<String> officials = Lists.mutable.empty();
    for (int left = in.u8(); left > 0; left--) {
      officials.add(in.text());
    }
    in.expect("bytes of a note", 0, in.u16());
    return new DrawEvent.Numbered(number, officials.toImmutable(), time, reason);
  }
}
