package org.bolillero.office;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.bolillero.lottery.Bet;
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
import org.eclipse.collections.impl.factory.Lists;
import org.eclipse.collections.impl.factory.primitive.IntSets;
import org.junit.jupiter.api.Test;

/** Every entry of a draw, byte by byte. */
class DrawEntryBytesTest {
  private static final HexFormat HEX = HexFormat.of();
  private static final String ONES = "11".repeat(32);
  private static final String TWOS = "22".repeat(32);
  private static final Decision ANA = new Decision(Instant.ofEpochMilli(258), "ana", "el ñandú");

  /** Time, who and why. */
  private static final String ANA_HEX =
      "0000000000000102" + "0003616e61" + "000a656c20c3b1616e64c3ba";

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

  @Test
  void anOpeningIsItsDecisionItsTermsAndTheDigestOfTheSecret() throws Exception {
    DrawTerms terms =
        new DrawTerms(
            258,
            IntSets.immutable.of(1, 2, 3, 7),
            Optional.of(Instant.ofEpochMilli(3)),
            new NumberSource.Officials(2));
    String ranges = "00000002" + "00000001" + "00000003" + "00000007" + "00000007";
    assertEntry(
        new DrawEvent.Opened(terms, digest(ONES), ANA),
        6,
        0,
        "0001" + ANA_HEX + "00000102" + "01" + "0000000000000003" + "02" + ONES + "0000" + ranges);
  }

  @Test
  void anOpeningMayHaveAFixedNumberAndNoTimeOfTheClose() throws Exception {
    assertEntry(
        new DrawEvent.Opened(DrawTerms.fixed(1, IntSets.immutable.of(5), 7574), digest(TWOS), ANA),
        6,
        0,
        "0001"
            + ANA_HEX
            + "00000001"
            + "00"
            + "001d96"
            + TWOS
            + "0000"
            + "00000001"
            + "00000005"
            + "00000005");
  }

  @Test
  void aCloseIsItsDecisionAndItsCause() throws Exception {
    assertEntry(new DrawEvent.Closed(Cause.ALL_FINISHED, ANA), 7, 0, ANA_HEX + "01");
    assertEntry(new DrawEvent.Closed(Cause.CLOCK, ANA), 7, 0, ANA_HEX + "02");
    assertEntry(new DrawEvent.Closed(Cause.OFFICIAL, ANA), 7, 0, ANA_HEX + "03");
  }

  @Test
  void anExcuseIsItsDecisionAndTheTotalOfTheAgency() throws Exception {
    assertEntry(
        new DrawEvent.Excused(new AgencyTotal(5, 258, digest(ONES)), ANA),
        8,
        5,
        ANA_HEX + "0000000000000102" + ONES);
  }

  @Test
  void theNumberOfOneOfTwoIsItsDecisionAndTheNumber() throws Exception {
    assertEntry(new DrawEvent.Entered(7574, ANA), 9, 0, ANA_HEX + "1d96");
  }

  @Test
  void aNumberIsWhenAndWhyAndWhichAndByWhom() throws Exception {
    String time = "0000000000000102";
    assertEntry(
        new DrawEvent.Numbered(
            7574, Lists.immutable.of("ana", "eva"), Instant.ofEpochMilli(258), "ñ"),
        10,
        0,
        time + "0002c3b1" + "1d96" + "02" + "0003616e61" + "0003657661" + "0000");
    assertEntry(
        new DrawEvent.Numbered(1, Lists.immutable.empty(), Instant.ofEpochMilli(258), ""),
        10,
        0,
        time + "0000" + "0001" + "00" + "0000");
  }

  @Test
  void aSealOfAnOpenedDrawHasItsTimeAndPerhapsARootBehindIt() throws Exception {
    AgencyTotal total = new AgencyTotal(1, 2, digest(ONES));
    String totals = "00000001" + "00000001" + "0000000000000002" + ONES;
    String sealed = totals + Digest.of(ByteBuffer.wrap(HEX.parseHex(totals)));
    Instant time = Instant.ofEpochMilli(258);
    assertEntry(
        new Sealed(
            Lists.immutable.of(total), Optional.of(new DrawEvent.Stamp(time, Optional.empty()))),
        3,
        0,
        sealed + "0000000000000102" + "00");
    assertEntry(
        new Sealed(
            Lists.immutable.of(total),
            Optional.of(new DrawEvent.Stamp(time, Optional.of(digest(TWOS))))),
        3,
        0,
        sealed + "0000000000000102" + "01" + TWOS);
  }

  @Test
  void aResultOfAnOpenedDrawHasItsTimeBehindIt() throws Exception {
    assertEntry(
        new Drawn(7574, 3, digest(TWOS), Optional.of(Instant.ofEpochMilli(-1))),
        4,
        0,
        "1d96" + "0000000000000003" + TWOS + "ffffffffffffffff");
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

  private static Digest digest(String hex) {
    return Digest.readFrom(ByteBuffer.wrap(HEX.parseHex(hex)));
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }
}
