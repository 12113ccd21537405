package org.bolillero.office;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import org.bolillero.lottery.BetBatch;
import org.bolillero.lottery.Digest;
import org.bolillero.lottery.MalformedBatchException;
import org.bolillero.office.DrawEvent.AgencyTotal;
import org.bolillero.storage.LogEntry;
import org.bolillero.storage.LogException;
import org.bolillero.storage.LogWords;
import org.eclipse.collections.api.list.ImmutableList;
import org.eclipse.collections.api.list.MutableList;
import org.eclipse.collections.impl.factory.Lists;

/**
 * The events of a draw as entries of its log. The key of an entry is the agency, or 0 where all are
 * meant.
 *
 * <pre>
 * kind 1  BATCH   BetBatch, as it came over the wire
 * kind 2  FINISH  u64 bets | 32 bytes digest
 * kind 3  SEALED  u32 agencies | agencies × (u32 agency | u64 bets | 32 bytes digest) | 32 bytes SHA-256 of all before
 * kind 4  DRAWN   u16 winning number | u64 winners | 32 bytes digest of the winners
 * </pre>
 */
public final class DrawEventCodec {
  /** What people call the things of a log. */
  public static final LogWords WORDS = new LogWords("draw", "agency", "offices");

  private static final int BATCH = 1;
  private static final int FINISH = 2;
  private static final int SEALED = 3;
  private static final int DRAWN = 4;

  private static final int TOTAL_BYTES = 8 + Digest.BYTES;

  private DrawEventCodec() {}

  static boolean isBatch(LogEntry entry) {
    return entry.kind() == BATCH;
  }

  /**
   * How large the entry of a seal is.
   *
   * @param agencies how many agencies the draw waits for
   * @return the size of its payload in bytes
   */
  public static int sealBytes(int agencies) {
    return 4 + agencies * (4 + TOTAL_BYTES) + Digest.BYTES;
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
      case DrawEvent.Finished(AgencyTotal total) -> {
        ByteBuffer payload = ByteBuffer.allocate(TOTAL_BYTES);
        writeTotal(payload, total);
        yield new LogEntry(FINISH, total.agency(), payload.flip());
      }
      case DrawEvent.Sealed sealed -> {
        ByteBuffer payload = ByteBuffer.allocate(sealBytes(sealed.totals().size()));
        digest(sealed).writeTo(payload.put(sealedTotals(sealed)));
        yield new LogEntry(SEALED, 0, payload.flip());
      }
      case DrawEvent.Drawn(int winningNumber, long winners, Digest digest) -> {
        ByteBuffer payload = ByteBuffer.allocate(2 + 8 + Digest.BYTES);
        digest.writeTo(payload.putShort((short) winningNumber).putLong(winners));
        yield new LogEntry(DRAWN, 0, payload.flip());
      }
    };
  }

  /**
   * The digest over what was sealed, as it ends the entry.
   *
   * @param sealed the seal
   * @return the digest
   */
  public static Digest digest(DrawEvent.Sealed sealed) {
    return Digest.of(sealedTotals(sealed));
  }

  private static ByteBuffer sealedTotals(DrawEvent.Sealed sealed) {
    ImmutableList<AgencyTotal> totals = sealed.totals();
    ByteBuffer target = ByteBuffer.allocate(sealBytes(totals.size()) - Digest.BYTES);
    target.putInt(totals.size());
    totals.forEach(total -> writeTotal(target.putInt(total.agency()), total));
    return target.flip();
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
    ByteBuffer payload = entry.payload().slice();
    try {
      DrawEvent event =
          switch (entry.kind()) {
            case BATCH -> new DrawEvent.Bets(entry.key(), parseAll(payload));
            case FINISH -> new DrawEvent.Finished(readTotal(entry.key(), payload));
            case SEALED -> new DrawEvent.Sealed(readTotals(payload));
            case DRAWN ->
                new DrawEvent.Drawn(
                    payload.getShort() & 0xFFFF, payload.getLong(), Digest.readFrom(payload));
            default -> throw new MalformedEventException("unknown kind " + entry.kind());
          };
      if (payload.hasRemaining()) {
        throw new MalformedEventException(payload.remaining() + " bytes too many");
      }
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

  private static BetBatch parseAll(ByteBuffer payload) throws MalformedBatchException {
    BetBatch batch = BetBatch.parse(payload);
    payload.position(payload.limit());
    return batch;
  }

  private static void writeTotal(ByteBuffer target, AgencyTotal total) {
    total.digest().writeTo(target.putLong(total.bets()));
  }

  private static AgencyTotal readTotal(int agency, ByteBuffer payload) {
    return new AgencyTotal(agency, payload.getLong(), Digest.readFrom(payload));
  }

  private static ImmutableList<AgencyTotal> readTotals(ByteBuffer payload)
      throws MalformedEventException {
    int count = payload.getInt();
    if (count < 0 || payload.remaining() != (long) count * (4 + TOTAL_BYTES) + Digest.BYTES) {
      throw new MalformedEventException("a seal whose length does not fit " + count + " agencies");
    }
    MutableList<AgencyTotal> totals = Lists.mutable.empty();
    for (int i = 0; i < count; i++) {
      totals.add(readTotal(payload.getInt(), payload));
    }
    Digest expected = Digest.of(payload.slice(0, payload.position()));
    if (!Digest.readFrom(payload).equals(expected)) {
      throw new MalformedEventException("a seal that does not match its own digest");
    }
    return totals.toImmutable();
  }

  private static final class MalformedEventException extends Exception {
    private static final long serialVersionUID = 1;

    MalformedEventException(String message) {
      super(message);
    }
  }
}
