package org.bolillero.office;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.bolillero.lottery.BetBatch;
import org.bolillero.lottery.Digest;
import org.bolillero.lottery.MalformedBatchException;
import org.bolillero.office.DrawEvent.AgencyTotal;
import org.eclipse.collections.api.set.primitive.ImmutableIntSet;
import org.eclipse.collections.api.set.primitive.MutableIntSet;
import org.eclipse.collections.impl.factory.primitive.IntSets;

/**
 * Reads the payload of an entry. Where it ends too early, a {@link
 * java.nio.BufferUnderflowException} is thrown.
 */
final class PayloadReader {
  /** More than any draw has. */
  private static final int AGENCIES_MAX = 1 << 20;

  private final ByteBuffer payload;

  PayloadReader(ByteBuffer payload) {
    this.payload = payload;
  }

  /** Reads one thing. */
  interface Form<T> {
    T read(PayloadReader in) throws MalformedEventException;
  }

  int u8() {
    return payload.get() & 0xFF;
  }

  int u16() {
    return payload.getShort() & 0xFFFF;
  }

  int u32() {
    return payload.getInt();
  }

  long u64() {
    return payload.getLong();
  }

  Instant time() {
    return Instant.ofEpochMilli(payload.getLong());
  }

  Digest digest() {
    return Digest.readFrom(payload);
  }

  /** What has not been read yet, which stays there. */
  ByteBuffer rest() {
    return payload.slice();
  }

  boolean hasMore() {
    return payload.hasRemaining();
  }

  BetBatch batch() throws MalformedBatchException {
    BetBatch batch = BetBatch.parse(payload);
    payload.position(payload.limit());
    return batch;
  }

  String text() throws MalformedEventException {
    int length = u16();
    if (length > payload.remaining()) {
      throw new MalformedEventException("a text that does not fit into its entry");
    }
    ByteBuffer encoded = payload.slice(payload.position(), length);
    payload.position(payload.position() + length);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(encoded).toString();
    } catch (CharacterCodingException _) {
      throw new MalformedEventException("a text that is not UTF-8");
    }
  }

  AgencyTotal total(int agency) {
    return new AgencyTotal(agency, u64(), digest());
  }

  Decision decision() throws MalformedEventException {
    return new Decision(time(), text(), text());
  }

  <T> Optional<T> optional(Form<T> form) throws MalformedEventException {
    return switch (u8()) {
      case 0 -> Optional.empty();
      case 1 -> Optional.of(form.read(this));
      default -> throw new MalformedEventException("expected 0 or 1 before what may be missing");
    };
  }

  DrawEvent.Closed.Cause cause() throws MalformedEventException {
    int code = u8();
    for (DrawEvent.Closed.Cause each : DrawEvent.Closed.Cause.values()) {
      if (each.code() == code) {
        return each;
      }
    }
    throw new MalformedEventException("expected a cause from 1 to 3, found " + code);
  }

  void expect(String what, int expected, int found) throws MalformedEventException {
    if (found != expected) {
      throw new MalformedEventException(
          "expected %s %d, found %d: a later version has written it"
              .formatted(what, expected, found));
    }
  }

  ImmutableIntSet ranges() throws MalformedEventException {
    MutableIntSet agencies = IntSets.mutable.empty();
    long next = 0;
    for (int left = u32(); left > 0; left--) {
      int first = u32();
      int last = u32();
      if (first < next || last < first || agencies.size() + (long) last - first >= AGENCIES_MAX) {
        throw new MalformedEventException("ranges of agencies that are not ascending, or too many");
      }
      for (int agency = first; agency <= last; agency++) {
        agencies.add(agency);
      }
      next = last + 2L;
    }
    return agencies.toImmutable();
  }

  void checkEnd() throws MalformedEventException {
    if (payload.hasRemaining()) {
      throw new MalformedEventException(payload.remaining() + " bytes too many");
    }
  }
}
