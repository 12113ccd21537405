package org.bolillero.office;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.bolillero.lottery.Digest;
import org.bolillero.office.DrawEvent.AgencyTotal;
import org.eclipse.collections.api.set.primitive.ImmutableIntSet;

/** Writes the payload of an entry, in the forms that {@link DrawEventCodec} describes. */
final class PayloadWriter {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  ByteBuffer payload() {
    return ByteBuffer.wrap(bytes.toByteArray());
  }

  PayloadWriter u8(int value) {
    bytes.write(value);
    return this;
  }

  PayloadWriter u16(int value) {
    return u8(value >>> 8).u8(value);
  }

  PayloadWriter u32(int value) {
    return u16(value >>> 16).u16(value);
  }

  PayloadWriter u64(long value) {
    return u32((int) (value >>> 32)).u32((int) value);
  }

  PayloadWriter time(Instant time) {
    return u64(time.toEpochMilli());
  }

  PayloadWriter digest(Digest digest) {
    ByteBuffer buffer = ByteBuffer.allocate(Digest.BYTES);
    digest.writeTo(buffer);
    return bytes(buffer.flip());
  }

  PayloadWriter bytes(ByteBuffer source) {
    byte[] copy = new byte[source.remaining()];
    source.duplicate().get(copy);
    bytes.writeBytes(copy);
    return this;
  }

  PayloadWriter text(String text) {
    byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
    u16(encoded.length);
    bytes.writeBytes(encoded);
    return this;
  }

  PayloadWriter total(AgencyTotal total) {
    return u64(total.bets()).digest(total.digest());
  }

  PayloadWriter decision(Decision decision) {
    return time(decision.time()).text(decision.who()).text(decision.reason());
  }

  <T> void optional(Optional<T> value, BiConsumer<PayloadWriter, T> form) {
    u8(value.isPresent() ? 1 : 0);
    value.ifPresent(present -> form.accept(this, present));
  }

  /** Agencies are mostly numbered without gaps, and there may be 65,536 of them. */
  void ranges(ImmutableIntSet agencies) {
    AgencyRanges ranges = AgencyRanges.of(agencies);
    u32(ranges.all().size());
    ranges.all().forEach(range -> u32(range.first()).u32(range.last()));
  }
}
