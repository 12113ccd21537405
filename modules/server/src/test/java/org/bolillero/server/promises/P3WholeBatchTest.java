package org.bolillero.server.promises;

import static org.bolillero.server.OfficeSetup.TODAY;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.bolillero.lottery.Bet;
import org.bolillero.lottery.BetBatch;
import org.bolillero.lottery.BetField;
import org.bolillero.office.DrawEvent;
import org.bolillero.office.testing.StoredLog;
import org.bolillero.office.testing.TestBets;
import org.bolillero.protocol.ErrorCode;
import org.bolillero.protocol.Request;
import org.bolillero.protocol.Response;
import org.bolillero.server.CentralOffice;
import org.bolillero.server.OfficeSetup;
import org.bolillero.server.TestAgency;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A batch is stored whole or not at all, and the answer names the bet and the field. */
class P3WholeBatchTest {
  private static final int COUNT = 5;

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(BetField.class)
  void aBatchWithOneBadFieldIsRejectedAndTheConnectionGoesOn(BetField field) throws Exception {
    try (CentralOffice office = new OfficeSetup(folder, 1).open();
        TestAgency agency = TestAgency.greeted(office.port(), 1)) {
      for (int position = 0; position < COUNT; position++) {
        Request.Batch bad = new Request.Batch(position, withBad(field, position));
        Response.Rejected rejected = agency.ask(bad, Response.Rejected.class);
        assertEquals(position, rejected.firstIndex());
        assertEquals(position, rejected.position());
        assertEquals(field, rejected.field());
        assertEquals(
            position + 1, agency.submit(TestBets.losing(1, position, position + 1)).stored());
      }
      agency.finish();
    }
    List<Bet> stored = StoredLog.in(folder).bets(1);
    List<Bet> good = new ArrayList<>();
    TestBets.losing(1, 0, COUNT).forEach(good::add);
    assertEquals(good, stored);
  }

  @Test
  void theFirstBadBetAndItsFirstBadFieldAreNamed() throws Exception {
    try (CentralOffice office = new OfficeSetup(folder, 1).open();
        TestAgency agency = TestAgency.greeted(office.port(), 1)) {
      Bet good = TestBets.bet(1, 0, 1);
      Bet bad = new Bet("", "", "x", TODAY.plusDays(1), 10_000);
      Request.Batch batch = new Request.Batch(0, TestBets.unchecked(List.of(good, bad, bad)));
      Response.Rejected rejected = agency.ask(batch, Response.Rejected.class);
      assertEquals(1, rejected.position());
      assertEquals(BetField.FIRST_NAME, rejected.field());
    }
    assertEquals(0, StoredLog.in(folder).count(DrawEvent.Bets.class));
  }

  @Test
  void batchesPipelinedBehindARejectedOneAreOutOfOrder() throws Exception {
    try (CentralOffice office = new OfficeSetup(folder, 1).open();
        TestAgency agency = TestAgency.greeted(office.port(), 1)) {
      agency.send(
          new Request.Batch(0, TestBets.losing(1, 0, 2)),
          new Request.Batch(2, TestBets.withBadNumber(1, 2, 2, 1)),
          new Request.Batch(4, TestBets.losing(1, 4, 6)),
          new Request.Batch(6, TestBets.losing(1, 6, 8)));
      assertEquals(2, agency.receive(Response.Stored.class).stored());
      assertEquals(1, agency.receive(Response.Rejected.class).position());
      assertEquals(
          "expected a batch that begins at bet 2, found one at 4",
          agency.receiveError(ErrorCode.OUT_OF_ORDER));
    }
    assertEquals(2, StoredLog.in(folder).bets(1).size());
  }

  @Test
  void aBirthDateOfTodayIsGoodAndOneOfTomorrowIsNot() throws Exception {
    try (CentralOffice office = new OfficeSetup(folder, 1).open();
        TestAgency agency = TestAgency.greeted(office.port(), 1)) {
      Bet born = new Bet("Ana", "Paz", "1", TODAY, 1);
      Bet unborn = new Bet("Ana", "Paz", "1", TODAY.plusDays(1), 1);
      assertEquals(1, agency.submit(TestBets.unchecked(List.of(born))).stored());
      Request.Batch batch = new Request.Batch(1, TestBets.unchecked(List.of(unborn)));
      assertEquals(BetField.BIRTH_DATE, agency.ask(batch, Response.Rejected.class).field());
    }
  }

  private static BetBatch withBad(BetField field, int position) {
    List<Bet> bets = new ArrayList<>();
    TestBets.losing(1, position, position + COUNT).forEach(bets::add);
    Bet good = bets.get(position);
    LocalDate birth = good.birthDate();
    String document = good.document();
    bets.set(
        position,
        switch (field) {
          case FIRST_NAME -> new Bet("", good.lastName(), document, birth, 1);
          case LAST_NAME -> new Bet(good.firstName(), "Pa\nz", document, birth, 1);
          case DOCUMENT -> new Bet(good.firstName(), good.lastName(), "12x", birth, 1);
          case BIRTH_DATE ->
              new Bet(good.firstName(), good.lastName(), document, LocalDate.of(1899, 12, 31), 1);
          case NUMBER -> TestBets.bet(1, position, 10_000);
        });
    return TestBets.unchecked(bets);
  }
}
