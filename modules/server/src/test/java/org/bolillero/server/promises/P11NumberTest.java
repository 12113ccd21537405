package org.bolillero.server.promises;

import static org.bolillero.fuzz.Patience.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.bolillero.office.DecisionException;
import org.bolillero.office.Draw;
import org.bolillero.office.DrawEvent;
import org.bolillero.office.DrawState;
import org.bolillero.office.DrawTerms;
import org.bolillero.office.NumberEntry;
import org.bolillero.office.NumberSource;
import org.bolillero.office.RecordLine;
import org.bolillero.office.testing.Background;
import org.bolillero.office.testing.StoredLog;
import org.bolillero.office.testing.TestBets;
import org.bolillero.protocol.Request;
import org.bolillero.protocol.Response;
import org.bolillero.server.CentralOffice;
import org.bolillero.server.OfficeSetup;
import org.bolillero.server.TestAgency;
import org.eclipse.collections.api.list.ImmutableList;
import org.eclipse.collections.impl.factory.primitive.IntSets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nobody can know the number before the seal, and every decision of a person stands in the log. */
class P11NumberTest {
  private static final int DRAW = 5;

  @TempDir Path folder;

  private OfficeSetup setup() {
    return new OfficeSetup(folder, 1).withoutDraw();
  }

  private static DrawTerms terms(int officials) {
    return new DrawTerms(
        DRAW, IntSets.immutable.of(1, 2), Optional.empty(), new NumberSource.Officials(officials));
  }

  private static TestAgency greeted(CentralOffice office, int agency, int version)
      throws Exception {
    TestAgency greeted = new TestAgency(office.port(), agency);
    greeted.ask(new Request.Hello(version, DRAW, agency), Response.Welcome.class);
    return greeted;
  }

  private static void awaitState(CentralOffice office, DrawState state) {
    await().until(() -> office.draws().use(DRAW, Draw::state) == state);
  }

  private static NumberEntry enter(CentralOffice office, int number, String who) throws Exception {
    return office.draws().decide(DRAW, draw -> draw.officials().enterNumber(number, who));
  }

  private static ImmutableList<RecordLine> record(CentralOffice office) throws Exception {
    return office.draws().use(DRAW, Draw::record);
  }

  @Test
  void aNumberIsTakenOnlyOnceAllBetsAreSealed() throws Exception {
    try (CentralOffice office = setup().open()) {
      office.draws().openDraw(terms(1), "ana");
      assertThrows(DecisionException.class, () -> enter(office, 7574, "ana"));
      try (TestAgency agency = greeted(office, 1, 2)) {
        agency.submit(TestBets.of(1, 3, 1));
        agency.finish();
        assertThrows(DecisionException.class, () -> enter(office, 7574, "ana"));
        office.draws().decide(DRAW, draw -> draw.officials().excuse(2, "ana", "no network"));
        awaitState(office, DrawState.SEALED);
        agency.ask(new Request.AskWinners(false), Response.NotReady.class);
        assertEquals(NumberEntry.ACCEPTED, enter(office, 7574, "ana"));
        assertEquals(1, agency.winners().size());
      }
    }
    List<String> kinds =
        StoredLog.in(folder.resolve("draw-5")).events().stream()
            .map(each -> each.getClass().getSimpleName())
            .toList();
    assertEquals(
        List.of("Opened", "Bets", "Finished", "Excused", "Closed", "Sealed", "Numbered", "Drawn"),
        kinds);
  }

  @Test
  void everyDecisionIsOnRecordWithWhoAndWhyAlsoAfterRestarts() throws Exception {
    ImmutableList<RecordLine> record;
    try (CentralOffice office = setup().open()) {
      office.draws().openDraw(terms(2), "Ana");
      try (TestAgency agency = greeted(office, 1, 2)) {
        agency.finish();
      }
      office
          .draws()
          .decide(
              DRAW,
              draw -> {
                draw.officials().closeSales("eva", "es la hora");
                return draw.officials().excuse(2, "eva", "se cortó la luz");
              });
      awaitState(office, DrawState.SEALED);
      assertEquals(NumberEntry.WAITS_FOR_THE_OTHER, enter(office, 4711, "ana"));
      record = record(office);
      assertFalse(record.toString().contains("4711"));
    }
    try (CentralOffice office = setup().open()) {
      assertEquals(record, record(office));
      assertEquals(NumberEntry.DIFFERS, enter(office, 4712, "eva"));
      enter(office, 4713, "ana");
      assertEquals(NumberEntry.ACCEPTED, enter(office, 4713, "eva"));
      awaitState(office, DrawState.DRAWN);
      record = record(office);
    }
    try (CentralOffice office = setup().open()) {
      assertEquals(record, record(office));
      assertEquals(
          List.of(
              "opened ana ",
              "closed eva es la hora",
              "excused eva se cortó la luz",
              "sealed  ",
              "entered ana ",
              "entered eva ",
              "entered ana ",
              "entered eva ",
              "number ana,eva ",
              "drawn  "),
          record
              .collect(each -> each.event() + " " + each.who() + " " + each.reason())
              .castToList());
    }
  }

  @Test
  void aCorrectionLeavesBothResultsOnRecordAndIsToldToThoseWhoCanBeTold() throws Exception {
    OfficeSetup setup = new OfficeSetup(folder, 2);
    try (CentralOffice office = setup.open();
        TestAgency waiting = TestAgency.greeted(office.port(), 1)) {
      waiting.submit(TestBets.of(1, 4, 1));
      waiting.finish();
      Background<Response.WinnersPart> first =
          Background.call(
              () -> waiting.ask(new Request.AskWinners(true), Response.WinnersPart.class));
      TestAgency.wholeJob(office.port(), 2, TestBets.of(2, 2, 2));
      assertEquals(1, first.await().total());
      assertFalse(first.await().isCorrection());
      assertEquals(
          NumberEntry.ACCEPTED,
          office.draws().decide(1, draw -> draw.officials().correct(1, "eva", "se leyó mal")));
      await()
          .until(() ->
              office.draws().use(1, Draw::result).orElseThrow().isCorrection()
                  && waiting.ask(new Request.AskWinners(true), Response.WinnersPart.class).total()
                      == 3);
      assertCorrected(office);
    }
    try (CentralOffice office = setup.open()) {
      assertCorrected(office);
      assertEquals(
          List.of("number 7574, 3 winners", "number 0001, 3 winners"),
          office
              .draws()
              .use(1, Draw::record)
              .select(each -> each.event().equals("drawn"))
              .collect(each -> each.details().substring(0, 22))
              .castToList());
    }
    assertEquals(2, StoredLog.in(folder).count(DrawEvent.Drawn.class));
  }

  private static void assertCorrected(CentralOffice office) throws Exception {
    assertCorrected(office, 2, true);
    assertCorrected(office, 1, false); // That version cannot tell.
  }

  private static void assertCorrected(CentralOffice office, int version, boolean isTold)
      throws Exception {
    try (TestAgency agency = new TestAgency(office.port(), 1)) {
      Response.Welcome welcome =
          agency.ask(new Request.Hello(version, 1, 1), Response.Welcome.class);
      assertEquals(version == 2, welcome.draw().isPresent());
      Response.WinnersPart part =
          agency.ask(new Request.AskWinners(true), Response.WinnersPart.class);
      assertEquals(3, part.total());
      assertEquals(isTold, part.isCorrection());
      assertTrue(part.last());
    }
  }
}
