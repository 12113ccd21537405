package org.bolillero.server.promises;

import static org.bolillero.fuzz.Patience.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.bolillero.lottery.BetBatch;
import org.bolillero.office.Draw;
import org.bolillero.office.DrawState;
import org.bolillero.office.DrawTerms;
import org.bolillero.office.Draws;
import org.bolillero.office.NumberSource;
import org.bolillero.office.testing.Background;
import org.bolillero.office.testing.StoredLog;
import org.bolillero.office.testing.TestBets;
import org.bolillero.protocol.ErrorCode;
import org.bolillero.protocol.Request;
import org.bolillero.protocol.Response;
import org.bolillero.server.CentralOffice;
import org.bolillero.server.OfficeSetup;
import org.bolillero.server.TestAgency;
import org.eclipse.collections.impl.factory.primitive.IntSets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The draws of an office do not disturb each other, and each agency finds the one it means. */
class P11ManyDrawsTest {
  @TempDir Path folder;

  private OfficeSetup setup() {
    return new OfficeSetup(folder, 1).withoutDraw();
  }

  private static void open(CentralOffice office, int draw, int... agencies) throws Exception {
    office
        .draws()
        .openDraw(
            new DrawTerms(
                draw,
                IntSets.immutable.of(agencies),
                Optional.empty(),
                new NumberSource.Officials(1)),
            "ana");
  }

  private static TestAgency greeted(CentralOffice office, int draw, int agency) throws Exception {
    TestAgency greeted = new TestAgency(office.port(), agency);
    Response.Welcome welcome =
        greeted.ask(new Request.Hello(2, draw, agency), Response.Welcome.class);
    assertEquals(OptionalInt.of(draw), welcome.draw());
    return greeted;
  }

  private static void enter(CentralOffice office, int draw) throws Exception {
    await().until(() -> office.draws().use(draw, Draw::state) == DrawState.SEALED);
    office
        .draws()
        .decide(draw, each -> each.officials().enterNumber(TestBets.WINNING_NUMBER, "ana"));
  }

  /** Opens a draw of agency 1 and takes it to its end. */
  private static void hold(CentralOffice office, int draw) throws Exception {
    open(office, draw, 1);
    try (TestAgency agency = greeted(office, draw, 1)) {
      agency.submit(TestBets.of(1, 3, 1));
      agency.finish();
      enter(office, draw);
      assertEquals(1, agency.winners().size());
    }
  }

  @Test
  void anAgencyTakesPartInTwoDrawsAtTheSameTime() throws Exception {
    try (CentralOffice office = setup().open()) {
      open(office, 2, 1, 2);
      open(office, 3, 1);
      try (TestAgency second = greeted(office, 2, 1);
          TestAgency third = greeted(office, 3, 1)) {
        assertEquals(3, second.submit(TestBets.of(1, 3, 1)).stored());
        assertEquals(5, third.submit(TestBets.of(1, 5, 2)).stored());
        second.finish();
        Background<List<String>> waiting = Background.call(second::winners);
        third.finish();
        enter(office, 3);
        assertEquals(2, third.winners().size());
        assertEquals(DrawState.OPEN, office.draws().use(2, Draw::state));
        office.draws().decide(2, draw -> draw.officials().excuse(2, "ana", "no network"));
        enter(office, 2);
        assertEquals(List.of(TestBets.document(1, 0)), waiting.await());
      }
    }
    assertEquals(3, StoredLog.in(folder.resolve("draw-2")).bets(1).size());
    assertEquals(5, StoredLog.in(folder.resolve("draw-3")).bets(1).size());
  }

  @Test
  void theCloseOfOneDrawLetsTheOthersGoOn() throws Exception {
    try (CentralOffice office = setup().open()) {
      open(office, 2, 1);
      open(office, 3, 1);
      try (TestAgency second = greeted(office, 2, 1);
          TestAgency third = greeted(office, 3, 1)) {
        BetBatch bets = TestBets.losing(1, 0, 2);
        office
            .draws()
            .decide(
                2,
                draw -> {
                  draw.officials().closeSales("ana", "it is late");
                  return true;
                });
        second.send(second.next(bets));
        assertEquals(
            "sales are closed; 0 bets of agency 1 count", second.receiveError(ErrorCode.CLOSED));
        assertEquals(2, third.submit(bets).stored());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  void whoNamesNoDrawGetsTheOneThatIsOpen(int version) throws Exception {
    try (CentralOffice office = setup().open()) {
      assertEquals(
          "expected the number of a draw, as none is open, found 0", refusal(office, version));
      open(office, 2, 1);
      try (TestAgency agency = new TestAgency(office.port(), 1)) {
        Response.Welcome welcome =
            agency.ask(new Request.Hello(version, 0, 1), Response.Welcome.class);
        assertEquals(version == 1 ? OptionalInt.empty() : OptionalInt.of(2), welcome.draw());
        agency.submit(TestBets.losing(1, 0, 2));
      }
      assertEquals(2, office.draws().use(2, Draw::summary).bets());
      open(office, 3, 1);
      assertEquals("expected draw 2 or 3, found 0", refusal(office, version));
    }
  }

  private static String refusal(CentralOffice office, int version) throws Exception {
    try (TestAgency agency = new TestAgency(office.port(), 1)) {
      agency.send(new Request.Hello(version, 0, 1));
      return agency.receiveError(ErrorCode.WRONG_DRAW);
    }
  }

  @Test
  void anOldDrawIsThereForWhoeverAsksAndNotForMoreThanAFewAtATime() throws Exception {
    List<Integer> old = new ArrayList<>();
    try (CentralOffice office = setup().open()) {
      for (int draw = 1; draw <= Draws.OVER_MAX + 1; draw++) {
        hold(office, draw);
        old.add(draw);
      }
    }
    try (CentralOffice office = setup().open()) {
      open(office, 99, 1, 2);
      assertEquals(1, office.draws().open().size());
      List<TestAgency> agencies = new ArrayList<>();
      try (TestAgency now = greeted(office, 99, 1)) {
        for (int draw = 1; draw <= Draws.OVER_MAX; draw++) {
          agencies.add(greeted(office, draw, 1));
          assertEquals(List.of(TestBets.document(1, 0)), agencies.getLast().winners());
        }
        try (TestAgency late = new TestAgency(office.port(), 1)) {
          late.send(new Request.Hello(2, old.getLast(), 1));
          late.receiveError(ErrorCode.BUSY);
        }
        assertEquals(3, now.submit(TestBets.of(1, 3, 0)).stored());
        agencies.getFirst().close();
        // The office notices that soon.
        await()
            .until(() -> {
              try (TestAgency late = new TestAgency(office.port(), 1)) {
                late.send(new Request.Hello(2, old.getLast(), 1));
                return late.receive() instanceof Response.Welcome;
              }
            });
        assertEquals(3, now.submit(TestBets.losing(1, 3, 6)).stored() - 3);
      } finally {
        for (TestAgency each : agencies) {
          each.close();
        }
      }
    }
  }

  @Test
  void nothingOfDrawsStaysOpen() throws Exception {
    List<String> before = OpenResources.now(folder);
    try (CentralOffice office = setup().open()) {
      hold(office, 1);
      open(office, 2, 1);
      try (TestAgency agency = greeted(office, 1, 1)) {
        assertEquals(1, agency.winners().size());
      }
    }
    assertEquals(before, OpenResources.now(folder));
  }
}
