package org.bolillero.office;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.Stream;
import org.bolillero.lottery.Digest;
import org.bolillero.office.DrawEvent.AgencyTotal;
import org.bolillero.office.DrawEvent.Bets;
import org.bolillero.office.DrawEvent.Closed.Cause;
import org.bolillero.office.DrawEvent.Drawn;
import org.bolillero.office.DrawEvent.Finished;
import org.bolillero.office.DrawEvent.Sealed;
import org.bolillero.office.testing.TestBets;
import org.bolillero.storage.LogEntry;
import org.bolillero.storage.LogException;
import org.bolillero.storage.LogException.Kind;
import org.eclipse.collections.api.list.ImmutableList;
import org.eclipse.collections.impl.factory.Lists;
import org.eclipse.collections.impl.factory.primitive.IntSets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DrawEventCodecTest {
  private static final HexFormat HEX = HexFormat.of();
  private static final String ONES = "11".repeat(32);
  private static final String RANGES = "ranges of agencies that are not ascending, or too many";
  private static final Decision ANA = new Decision(Instant.ofEpochMilli(258), "ana", "el ñandú");

  /** Time, who and why. */
  private static final String ANA_HEX =
      "0000000000000102" + "0003616e61" + "000a656c20c3b1616e64c3ba";

  static Stream<LogEntry> oneOfEachKind() {
    Digest digest = digest(ONES);
    return Stream.of(
            new Bets(1, TestBets.losing(1, 0, 3)),
            new Finished(new AgencyTotal(1, 3, digest)),
            new Sealed(Lists.immutable.of(new AgencyTotal(1, 3, digest)), Optional.empty()),
            new Drawn(1, 2, digest, Optional.empty()),
            new DrawEvent.Opened(
                DrawTerms.fixed(1, IntSets.immutable.of(1, 2, 9), 7574), digest, ANA),
            new DrawEvent.Opened(
                new DrawTerms(
                    1,
                    IntSets.immutable.of(4),
                    Optional.of(Instant.EPOCH),
                    new NumberSource.Officials(1)),
                digest,
                ANA),
            new DrawEvent.Closed(Cause.CLOCK, ANA),
            new DrawEvent.Excused(new AgencyTotal(1, 3, digest), ANA),
            new DrawEvent.Entered(7, ANA),
            new DrawEvent.Numbered(7, Lists.immutable.of("ana", "eva"), Instant.EPOCH, "why"))
        .map(DrawEventCodec::toEntry);
  }

  /** With what stands behind the entries of earlier versions, which are whole without it. */
  static Stream<Arguments> tails() {
    Digest digest = digest(ONES);
    ImmutableList<AgencyTotal> totals = Lists.immutable.of(new AgencyTotal(1, 3, digest));
    DrawEvent plainSeal = new Sealed(totals, Optional.empty());
    return Stream.of(
        Arguments.of(
            plainSeal,
            new Sealed(totals, Optional.of(new DrawEvent.Stamp(Instant.EPOCH, Optional.empty())))),
        Arguments.of(
            plainSeal,
            new Sealed(
                totals, Optional.of(new DrawEvent.Stamp(Instant.EPOCH, Optional.of(digest))))),
        Arguments.of(
            new Drawn(1, 2, digest, Optional.empty()),
            new Drawn(1, 2, digest, Optional.of(Instant.EPOCH))));
  }

  @ParameterizedTest
  @MethodSource("tails")
  void aTailIsThereWholeOrNotAtAll(DrawEvent plain, DrawEvent withTail) throws Exception {
    LogEntry entry = DrawEventCodec.toEntry(withTail);
    byte[] whole = bytes(entry.payload());
    int plainBytes = DrawEventCodec.toEntry(plain).payload().remaining();
    assertEquals(
        plain,
        DrawEventCodec.read(
            1, new LogEntry(entry.kind(), 0, ByteBuffer.wrap(whole, 0, plainBytes))));
    for (int size = plainBytes + 1; size < whole.length; size++) {
      assertDamaged(entry.kind(), ByteBuffer.wrap(whole, 0, size));
    }
    assertDamaged(entry.kind(), ByteBuffer.allocate(whole.length + 1).put(whole).rewind());
  }

  @ParameterizedTest
  @MethodSource("oneOfEachKind")
  void anEntryThatIsShorterOrLongerIsDamaged(LogEntry whole) {
    byte[] bytes = bytes(whole.payload());
    for (int size = 0; size < bytes.length; size++) {
      assertDamaged(whole.kind(), ByteBuffer.wrap(bytes, 0, size));
    }
    assertDamaged(whole.kind(), ByteBuffer.allocate(bytes.length + 1).put(bytes).rewind());
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 11, 17, 255})
  void anUnknownKindIsDamaged(int kind) {
    String message = assertDamaged(kind, ByteBuffer.allocate(8));
    assertEquals(
        "entry 42 (kind %d, agency 3) is no event of a draw: unknown kind %d".formatted(kind, kind),
        message);
  }

  @Test
  void aSealOfWhichAnyByteIsWrongIsDamaged() {
    Sealed seal =
        new Sealed(Lists.immutable.of(new AgencyTotal(1, 3, digest(ONES))), Optional.empty());
    byte[] bytes = bytes(DrawEventCodec.toEntry(seal).payload());
    for (int i = 0; i < bytes.length; i++) {
      byte[] wrong = bytes.clone();
      wrong[i] ^= 1;
      assertDamaged(3, ByteBuffer.wrap(wrong));
    }
    byte[] huge = bytes.clone();
    huge[0] = 0x7F;
    assertDamaged(3, ByteBuffer.wrap(huge));
  }

  static Stream<Arguments> broken() {
    String terms = "0001" + ANA_HEX + "00000001";
    String secret = ONES + "0000";
    String fixed = "00" + "00" + "1d96" + secret;
    return Stream.of(
        broken(6, "0002" + ANA_HEX, "expected version 1, found 2: a later version has written it"),
        broken(6, terms + "02", "expected 0 or 1 before what may be missing"),
        broken(6, terms + "00" + "03", "expected at most 2 officials, found 3"),
        broken(
            6,
            terms + "00" + "01" + ONES + "0020",
            "expected bytes of keys 0, found 32: a later version has written it"),
        broken(6, terms + fixed + "00000001" + "00000003" + "00000002", RANGES),
        broken(6, terms + fixed + "00000001" + "fffffffe" + "ffffffff", RANGES),
        broken(6, terms + fixed + "00000001" + "00000001" + "00100001", RANGES),
        broken(
            6,
            terms + fixed + "00000002" + "00000001" + "00000002" + "00000002" + "00000003",
            RANGES),
        broken(
            6,
            terms + fixed + "00000002" + "00000005" + "00000005" + "00000001" + "00000001",
            RANGES),
        broken(7, ANA_HEX + "00", "expected a cause from 1 to 3, found 0"),
        broken(7, ANA_HEX + "04", "expected a cause from 1 to 3, found 4"),
        broken(7, "0000000000000102" + "0001ff" + "0000" + "01", "a text that is not UTF-8"),
        broken(9, "0000000000000102" + "ffff" + "61", "a text that does not fit into its entry"),
        broken(
            10,
            "0000000000000102" + "0000" + "0001" + "00" + "0010",
            "expected bytes of a note 0, found 16: a later version has written it"));
  }

  private static Arguments broken(int kind, String payload, String problem) {
    return Arguments.of(kind, payload, problem);
  }

  @ParameterizedTest
  @MethodSource("broken")
  void whatIsWrongWithAnEntryIsNamed(int kind, String payload, String problem) {
    String message = assertDamaged(kind, ByteBuffer.wrap(HEX.parseHex(payload)));
    assertTrue(message.endsWith(" is no event of a draw: " + problem), message);
  }

  private static String assertDamaged(int kind, ByteBuffer payload) {
    LogException failure =
        assertThrows(
            LogException.class, () -> DrawEventCodec.read(42, new LogEntry(kind, 3, payload)));
    assertEquals(Kind.DAMAGED, failure.kind());
    assertTrue(failure.getMessage().startsWith("entry 42 (kind " + kind), failure.getMessage());
    return failure.getMessage();
  }

  private static Digest digest(String hex) {
    return Digest.readFrom(ByteBuffer.wrap(HEX.parseHex(hex)));
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }
}
