package org.bolillero.server.promises;

import static org.bolillero.server.OfficeSetup.WINNING_NUMBER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.bolillero.fuzz.Seed;
import org.bolillero.lottery.Bet;
import org.bolillero.lottery.BetBatch;
import org.bolillero.office.testing.Background;
import org.bolillero.office.testing.TestBets;
import org.bolillero.protocol.Protocol;
import org.bolillero.protocol.Request;
import org.bolillero.protocol.Response;
import org.bolillero.server.CentralOffice;
import org.bolillero.server.OfficeSetup;
import org.bolillero.server.TestAgency;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An agency gets its own winners, complete and in order, and only after the draw. */
class P5OwnWinnersTest {
  /** The length, the type, the total, and whether it is the last. */
  private static final int PART_OVERHEAD_BYTES = 4 + 1 + 4 + 1;

  @TempDir Path folder;

  @Test
  void agenciesThatSendAtTheSameTimeEachGetTheirOwnWinnersAndNoOthers() {
    Seed.run(random -> {
      int agencies = 20;
      List<Background<List<String>>> answers = new ArrayList<>();
      List<List<String>> expected = new ArrayList<>();
      try (CentralOffice office = new OfficeSetup(folder, agencies).open()) {
        for (int i = 1; i <= agencies; i++) {
          int id = i;
          List<BetBatch> batches = batches(id, random);
          expected.add(winnersOf(batches));
          answers.add(Background.call(() -> wholeJob(office.port(), id, batches)));
        }
        for (int i = 0; i < agencies; i++) {
          assertEquals(expected.get(i), answers.get(i).await());
        }
      }
    });
  }

  private static List<BetBatch> batches(int id, RandomGenerator random) {
    List<BetBatch> batches = new ArrayList<>();
    long next = 0;
    for (int i = random.nextInt(10); i > 0; i--) {
      BetBatch batch = TestBets.random(id, next, random.nextInt(1, 60), random);
      batches.add(batch);
      next += batch.count();
    }
    return batches;
  }

  private static List<String> winnersOf(List<BetBatch> batches) {
    List<String> winners = new ArrayList<>();
    for (BetBatch batch : batches) {
      for (Bet bet : batch) {
        if (bet.number() == WINNING_NUMBER) {
          winners.add(bet.document());
        }
      }
    }
    return winners;
  }

  private static List<String> wholeJob(int port, int id, List<BetBatch> batches) throws Exception {
    try (TestAgency agency = TestAgency.greeted(port, id)) {
      for (BetBatch each : batches) {
        agency.submit(each);
      }
      agency.finish();
      return agency.winners();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {8_192, 20_000, 1 << 20})
  void winnersComeInPartsThatEveryAgencyTakesWhateverTheOfficeTakes(int frameBytesMax)
      throws Exception {
    OfficeSetup setup = new OfficeSetup(folder, 1).frameBytesMax(frameBytesMax);
    List<BetBatch> batches = new ArrayList<>();
    RandomGenerator random = new SplittableRandom(5);
    for (int i = 0; i < 40; i++) {
      batches.add(winning(100, random));
    }
    try (CentralOffice office = setup.open();
        TestAgency agency = TestAgency.greeted(office.port(), 1)) {
      for (BetBatch each : batches) {
        agency.submit(each);
      }
      agency.finish();
      assertEquals(winnersOf(batches), agency.winners());
      assertPartsAreFull(agency, Protocol.FRAME_BYTES_DEFAULT);
    }
  }

  /** Some bets of winners whose documents have any length. */
  private static BetBatch winning(int count, RandomGenerator random) {
    List<Bet> bets = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String document = Long.toString(random.nextLong(1L << random.nextInt(1, 53)));
      bets.add(winner(document));
    }
    return TestBets.of(bets);
  }

  private static void assertPartsAreFull(TestAgency agency, int frameBytesMax) throws Exception {
    agency.send(new Request.AskWinners(true));
    Response.WinnersPart part = agency.receive(Response.WinnersPart.class);
    while (!part.last()) {
      int frameBytes = PART_OVERHEAD_BYTES + part.documents().remaining();
      assertTrue(frameBytes <= frameBytesMax, () -> frameBytes + " bytes");
      assertTrue(frameBytes > frameBytesMax - 17, () -> "only " + frameBytes + " bytes");
      assertEquals(4_000, part.total());
      part = agency.receive(Response.WinnersPart.class);
    }
    assertTrue(part.documents().hasRemaining());
  }

  /** Here documents have seven digits, but for the last one, which has five. */
  @Test
  void winnersThatFillAPartToItsLastByteComeInOne() throws Exception {
    List<BetBatch> batches = new ArrayList<>();
    for (int i = 0; i < 14; i++) {
      batches.add(TestBets.of(1, 73, 73));
    }
    batches.add(TestBets.of(List.of(winner("54321"))));
    int bytes = 1_022 * (1 + 7) + (1 + 5);
    assertEquals(Protocol.FRAME_BYTES_DEFAULT, PART_OVERHEAD_BYTES + bytes);
    try (CentralOffice office = new OfficeSetup(folder, 1).open();
        TestAgency agency = TestAgency.greeted(office.port(), 1)) {
      for (BetBatch each : batches) {
        agency.submit(each);
      }
      agency.finish();
      agency.send(new Request.AskWinners(true));
      Response.WinnersPart part = agency.receive(Response.WinnersPart.class);
      assertTrue(part.last());
      assertEquals(winnersOf(batches), agency.receiveWinners(part));
    }
  }

  private static Bet winner(String document) {
    return new Bet("Ana", "Paz", document, LocalDate.EPOCH, WINNING_NUMBER);
  }

  @Test
  void ofADrawThatNobodyWinsEveryoneIsTold() throws Exception {
    try (CentralOffice office = new OfficeSetup(folder, 2).winningNumber(4_321).open();
        TestAgency empty = TestAgency.greeted(office.port(), 1);
        TestAgency losing = TestAgency.greeted(office.port(), 2)) {
      empty.finish();
      losing.submit(TestBets.of(2, 50, 10));
      losing.finish();
      for (TestAgency each : List.of(empty, losing)) {
        each.send(new Request.AskWinners(true));
        Response.WinnersPart part = each.receive(Response.WinnersPart.class);
        assertEquals(0, part.total());
        assertTrue(part.last());
      }
    }
  }

  @Test
  void whoAsksBeforeDuringAndAfterTheDrawGetsTheSameAnswerAlsoAfterARestart() throws Exception {
    OfficeSetup setup = new OfficeSetup(folder, 3);
    try (CentralOffice office = setup.open();
        TestAgency waiting = TestAgency.greeted(office.port(), 1);
        TestAgency polling = TestAgency.greeted(office.port(), 2)) {
      waiting.submit(TestBets.of(1, 10, 2));
      waiting.finish();
      waiting.send(new Request.AskWinners(true));
      polling.submit(TestBets.of(2, 10, 1));
      polling.finish();
      Background<?> poll = Background.run(() -> pollUntilDrawn(polling));
      TestAgency.wholeJob(office.port(), 3, TestBets.of(3, 10, 5));
      poll.await();
      assertEquals(List.of("1000000", "1000001"), waiting.receiveWinners());
      assertEquals(List.of("1000000", "1000001"), waiting.winners());
      assertEquals(List.of("2000000"), polling.winners());
    }
    for (int i = 0; i < 3; i++) {
      try (CentralOffice office = setup.open();
          TestAgency after = TestAgency.greeted(office.port(), 1)) {
        assertEquals(List.of("1000000", "1000001"), after.winners());
      }
    }
  }

  private static void pollUntilDrawn(TestAgency polling) throws Exception {
    Response answer = new Response.NotReady(2, 3);
    while (answer instanceof Response.NotReady notReady) {
      assertTrue(notReady.finished() >= 2, notReady::toString);
      polling.send(new Request.AskWinners(false));
      answer = polling.receive();
    }
    assertEquals(1, ((Response.WinnersPart) answer).total());
  }
}
