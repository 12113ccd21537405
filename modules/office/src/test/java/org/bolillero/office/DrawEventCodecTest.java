package org.bolillero.office;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.bolillero.fuzz.Seed;
import org.bolillero.lottery.Bet;
import org.bolillero.lottery.Digest;
import org.bolillero.office.DrawEvent.AgencyTotal;
import org.bolillero.office.DrawEvent.Bets;
import org.bolillero.office.DrawEvent.Drawn;
import org.bolillero.office.DrawEvent.Finished;
import org.bolillero.office.DrawEvent.Sealed;
import org.bolillero.office.testing.TestBets;
import org.bolillero.storage.LogEntry;
import org.bolillero.storage.LogException;
import org.bolillero.storage.LogException.Kind;
import org.eclipse.collections.api.list.MutableList;
import org.eclipse.collections.impl.factory.Lists;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DrawEventCodecTest {
  private static final HexFormat HEX = HexFormat.of();
  private static final String ONES = "11".repeat(32);
  private static final String TWOS = "22".repeat(32);

  @Test
  void betsAreStoredAsTheyTravel() throws Exception {
    Bet bet = new Bet("Ana", "Paz", "12345678", LocalDate.of(1970, 1, 2), 7574);
    assertEntry(
        new Bets(5, TestBets.of(List.of(bet))),
        1,
        5,
        "0001" + "1d96" + "03416e61" + "0350617a" + "083132333435363738" + "00000001");
  }

  @Test
  void anEndIsItsTotalAndItsDigest() throws Exception {
    assertEntry(
        new Finished(new AgencyTotal(5, 258, digest(ONES))), 2, 5, "0000000000000102" + ONES);
  }

  @Test
  void aSealIsAllTotalsAndADigestOverThem() throws Exception {
    Sealed seal =
        new Sealed(
            Lists.immutable.of(
                new AgencyTotal(1, 2, digest(ONES)), new AgencyTotal(7, 0, digest(TWOS))),
            Optional.empty());
    String totals =
        "00000002"
            + "00000001"
            + "0000000000000002"
            + ONES
            + "00000007"
            + "0000000000000000"
            + TWOS;
    Digest digest = Digest.of(ByteBuffer.wrap(HEX.parseHex(totals)));
    assertEntry(seal, 3, 0, totals + digest);
  }

  @Test
  void aDrawIsItsNumberItsWinnersAndTheirDigest() throws Exception {
    assertEntry(
        new Drawn(7574, 3, digest(TWOS), Optional.empty()),
        4,
        0,
        "1d96" + "0000000000000003" + TWOS);
  }

  private static void assertEntry(DrawEvent event, int kind, int key, String payload)
      throws LogException {
    LogEntry entry = DrawEventCodec.toEntry(event);
    assertEquals(kind, entry.kind());
    assertEquals(key, entry.key());
    assertEquals(payload, HEX.formatHex(bytes(entry.payload())));
    assertEquals(event, DrawEventCodec.read(1, entry));
    assertEquals(kind == 1, DrawEventCodec.isBatch(entry));
  }

  @Test
  void everyEventIsReadAsItWasWritten() {
    Seed.run(random -> {
      for (int i = 0; i < 200; i++) {
        DrawEvent event = randomEvent(random);
        assertEquals(event, DrawEventCodec.read(i, DrawEventCodec.toEntry(event)));
      }
    });
  }

  private static DrawEvent randomEvent(RandomGenerator random) {
    return switch (random.nextInt(4)) {
      case 0 ->
          new Bets(random.nextInt(1, 1_000), TestBets.random(1, 0, random.nextInt(1, 50), random));
      case 1 -> new Finished(randomTotal(random));
      case 2 -> {
        MutableList<AgencyTotal> totals = Lists.mutable.empty();
        for (int i = random.nextInt(20); i > 0; i--) {
          totals.add(randomTotal(random));
        }
        yield new Sealed(totals.toImmutable(), Optional.empty());
      }
      default ->
          new Drawn(
              random.nextInt(10_000),
              random.nextLong(1L << 60),
              randomDigest(random),
              Optional.empty());
    };
  }

  private static AgencyTotal randomTotal(RandomGenerator random) {
    return new AgencyTotal(
        random.nextInt(1, Integer.MAX_VALUE), random.nextLong(1L << 60), randomDigest(random));
  }

  private static Digest randomDigest(RandomGenerator random) {
    return Digest.of(ByteBuffer.allocate(4).putInt(random.nextInt()).flip());
  }

  static Stream<LogEntry> oneOfEachKind() {
    Digest digest = digest(ONES);
    return Stream.of(
            new Bets(1, TestBets.losing(1, 0, 3)),
            new Finished(new AgencyTotal(1, 3, digest)),
            new Sealed(Lists.immutable.of(new AgencyTotal(1, 3, digest)), Optional.empty()),
            new Drawn(1, 2, digest, Optional.empty()))
        .map(DrawEventCodec::toEntry);
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
