package org.bolillero.client;

import static org.bolillero.client.TestAgency.bets;
import static org.bolillero.client.TestAgency.delivery;
import static org.bolillero.client.TestAgency.deliveryInBatches;
import static org.bolillero.client.TestAgency.row;
import static org.bolillero.client.TestAgency.settings;
import static org.bolillero.client.TestAgency.submit;
import static org.bolillero.client.TestAgency.write;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.bolillero.console.CommandException;
import org.bolillero.console.ExitCode;
import org.bolillero.lottery.Bet;
import org.bolillero.lottery.BetBatch;
import org.bolillero.lottery.BetField;
import org.bolillero.protocol.Protocol;
import org.bolillero.protocol.Request;
import org.bolillero.protocol.Response;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeliveryTest {
  @TempDir private Path folder;

  @Test
  void everyBetIsDeliveredInOrderInBatchesOfAnySize() throws Exception {
    List<Bet> bets = bets(1000);
    Path file = write(folder, bets);
    for (int batchMax : new int[] {1, 7, 1000, 65535}) {
      try (TestOffice office = new TestOffice()) {
        office.draw(List.of());
        try (Agency agency = new Agency(settings(office, Duration.ZERO))) {
          assertTrue(
              agency
                  .submit(deliveryInBatches(batchMax, file), _ -> {}, WinnersTarget.NONE)
                  .isPresent());
        }
        assertEquals(bets, office.bets());
        assertTrue(office.isFinished());
        assertEquals(1, office.greetings());
      }
    }
  }

  /** A line that is too slow or breaks too often for a large batch may carry small ones. */
  @Test
  void afterAConnectionThatCarriedNothingBatchesAreSmaller() throws Exception {
    List<Bet> bets = bets(5000);
    try (TestOffice office = new TestOffice().frameBytesMax(Protocol.FRAME_BYTES_LIMIT)) {
      AtomicInteger lost = new AtomicInteger();
      office.next(peer -> {
        peer.welcome();
        lost.set(peer.expect(Request.Batch.class).bets().count());
      });
      office.draw(List.of());
      submitInBatches(office, write(folder, bets), BetBatch.COUNT_MAX);
      assertEquals(bets.size(), lost.get());
      assertTrue(office.largestBatch() <= 8192 / 12, () -> office.largestBatch() + " bets");
      assertEquals(bets, office.bets());
      assertTrue(office.isFinished());
    }
  }

  @Test
  void afterAConnectionThatCarriedSomethingBatchesStayAsTheyWere() throws Exception {
    List<Bet> bets = bets(5000);
    try (TestOffice office = new TestOffice().frameBytesMax(Protocol.FRAME_BYTES_LIMIT)) {
      AtomicInteger next = new AtomicInteger();
      office
          .next(peer -> {
            peer.welcome();
            peer.answer(peer.receive());
          })
          .next(peer -> {
            peer.welcome();
            Request.Batch batch = peer.expect(Request.Batch.class);
            next.set(batch.bets().count());
            peer.answer(batch);
            peer.serve();
          });
      office.draw(List.of());
      submitInBatches(office, write(folder, bets), 2000);
      assertEquals(2000, next.get());
      assertEquals(bets, office.bets());
    }
  }

  private static void submitInBatches(TestOffice office, Path file, int batchMax)
      throws CommandException {
    try (Agency agency = TestAgency.agency(settings(office))) {
      assertTrue(
          agency
              .submit(deliveryInBatches(batchMax, file), _ -> {}, WinnersTarget.NONE)
              .isPresent());
    }
  }

  @Test
  void aFileWithoutABetFinishesAtOnceIfThatIsMeant() throws Exception {
    try (TestOffice office = new TestOffice()) {
      office.draw(List.of());
      Path file = write(folder, "\n");
      assertThrows(BetFileException.class, () -> submit(office, file));
      assertEquals(0, office.greetings());
      assertFalse(office.isFinished());

      try (Agency agency = TestAgency.agency(settings(office))) {
        agency.submit(delivery(file, "--expect-bets=0"), _ -> {}, WinnersTarget.NONE);
      }
      assertTrue(office.isFinished());
    }
  }

  @Test
  void anAgencyDoesNotFinishWithAnotherNumberOfBetsThanExpected() throws Exception {
    Path file = write(folder, bets(25));
    try (TestOffice office = new TestOffice()) {
      office.draw(List.of());
      for (int other : new int[] {0, 24, 26}) {
        try (Agency agency = TestAgency.agency(settings(office))) {
          assertThrows(
              BetFileException.class,
              () ->
                  agency.submit(
                      delivery(file, "--expect-bets=" + other), _ -> {}, WinnersTarget.NONE),
              () -> "expected " + other);
        }
        assertFalse(office.isFinished());
      }
      try (Agency agency = TestAgency.agency(settings(office))) {
        agency.submit(delivery(file, "--expect-bets=25"), _ -> {}, WinnersTarget.NONE);
      }
      assertTrue(office.isFinished());
      assertEquals(bets(25), office.bets());
    }
  }

  @Test
  void nothingOfACutFileIsSent() throws Exception {
    String whole = bets(25).stream().map(b -> row(b) + "\n").collect(Collectors.joining());
    Path file = write(folder, whole.substring(0, whole.length() - 2));
    try (TestOffice office = new TestOffice()) {
      BetFileException e = assertThrows(BetFileException.class, () -> submit(office, file));
      assertEquals(25, e.line());
      assertEquals(0, office.greetings());
    }
  }

  @Test
  void theCallerIsToldHowMuchWasRead() throws Exception {
    try (TestOffice office = new TestOffice();
        Agency agency = new Agency(settings(office))) {
      office.draw(List.of());
      Path file = write(folder, bets(1000));
      AtomicLong read = new AtomicLong();
      agency.submit(
          delivery(file),
          now -> {
            assertTrue(now >= read.get());
            read.set(now);
          },
          WinnersTarget.NONE);
      assertEquals(file.toFile().length(), read.get());
    }
  }

  @Test
  void deliveryGoesOnAfterAnyBetThatTheOfficeHas() throws Exception {
    List<Bet> bets = bets(23);
    Path file = write(folder, bets);
    for (int stored = 0; stored <= bets.size(); stored++) {
      try (TestOffice office = new TestOffice().with(bets.subList(0, stored))) {
        office.draw(List.of());
        submit(office, file);
        assertEquals(bets, office.bets());
      }
    }
  }

  @Test
  void anotherFileThanTheOneThatWasBegunIsNotSent() throws Exception {
    List<Bet> bets = bets(23);
    List<Bet> others = new ArrayList<>(bets);
    others.set(3, TestAgency.bet(99));
    try (TestOffice office = new TestOffice().with(others.subList(0, 4))) {
      Path file = write(folder, bets);
      CommandException e = assertThrows(CommandException.class, () -> submit(office, file));
      assertEquals(ExitCode.REFUSED, e.exitCode());
      assertEquals(
          file
              + " is not the file that agency 1 had begun to send: "
              + "its first 4 bets are not the ones that the office has",
          e.getMessage());
      assertEquals(4, office.bets().size());
    }
  }

  @Test
  void aFileWithFewerBetsThanTheOfficeHasIsNotTheOneThatWasBegun() throws Exception {
    try (TestOffice office = new TestOffice().with(bets(23))) {
      Path file = write(folder, bets(22));
      CommandException e = assertThrows(CommandException.class, () -> submit(office, file));
      assertEquals(ExitCode.REFUSED, e.exitCode());
      assertEquals(
          file
              + " is not the file that agency 1 had begun to send: "
              + "it has 22 bets, the office 23",
          e.getMessage());
      assertFalse(office.isFinished());
    }
  }

  @Test
  void anAgencyThatHasFinishedOnlyAsksForItsWinners() throws Exception {
    try (TestOffice office = new TestOffice()) {
      Path file = write(folder, bets(23));
      try (Agency agency = new Agency(settings(office, Duration.ZERO))) {
        assertEquals(
            OptionalInt.empty(),
            agency.submit(delivery(file, "--no-wait"), _ -> {}, WinnersTarget.NONE));
        assertEquals(
            OptionalInt.empty(),
            agency.submit(delivery(file, "--no-wait"), _ -> {}, WinnersTarget.NONE));
      }
      office.draw(List.of("30000007"));
      assertEquals(OptionalInt.of(1), submit(office, file));
    }
  }

  @Test
  void anAgencyThatHasFinishedCannotAddBets() throws Exception {
    try (TestOffice office = new TestOffice()) {
      office.draw(List.of());
      submit(office, write(folder, bets(23)));
      Path longer = write(folder, bets(24));
      CommandException e = assertThrows(CommandException.class, () -> submit(office, longer));
      assertEquals(ExitCode.REFUSED, e.exitCode());
      assertEquals(
          longer + " has more bets than the 23 that agency 1 has finished with", e.getMessage());
    }
  }

  @Test
  void aBadRowStopsTheDeliveryBeforeItsBatchAndItGoesOnWhenTheRowIsMended() throws Exception {
    List<Bet> bets = bets(100);
    String good = bets.stream().map(bet -> row(bet) + "\n").collect(Collectors.joining());
    String bad = good.replace(row(bets.get(57)), row(bets.get(57)) + "x");
    try (TestOffice office = new TestOffice()) {
      office.draw(List.of());
      Path file = write(folder, bad);
      BetFileException e = assertThrows(BetFileException.class, () -> submit(office, file));
      assertEquals(58, e.line());
      assertEquals(ExitCode.BAD_INPUT, e.exitCode());
      assertEquals(bets.subList(0, 50), office.bets());
      assertFalse(office.isFinished());

      submit(office, write(folder, good));
      assertEquals(bets, office.bets());
    }
  }

  @Test
  void allThatWasSentBeforeABadRowIsAcknowledgedBeforeTheAgencyFails() throws Exception {
    List<Bet> bets = bets(20);
    try (TestOffice office = new TestOffice()) {
      office.next(peer -> {
        peer.welcome();
        peer.expect(Request.Batch.class);
        // The connection is lost with nothing acknowledged: the bets have to be sent again.
      });
      Path file =
          write(
              folder, bets.stream().map(b -> row(b) + "\n").collect(Collectors.joining()) + "x\n");
      BetFileException e = assertThrows(BetFileException.class, () -> submit(office, file));
      assertEquals(file + ":21: expected 5 fields, found 1", e.getMessage());
      assertEquals(bets, office.bets());
    }
  }

  @Test
  void aBetThatTheOfficeRejectsIsNamedByItsLine() throws Exception {
    try (TestOffice office = new TestOffice()) {
      office.next(peer -> {
        peer.welcome();
        peer.answer(peer.receive());
        peer.expect(Request.Batch.class);
        peer.send(new Response.Rejected(10, 4, BetField.BIRTH_DATE, "born\ntomorrow"));
        peer.serve();
      });
      Path file = write(folder, bets(100));
      BetFileException e = assertThrows(BetFileException.class, () -> submit(office, file));
      assertEquals(file + ":15: birth date: born?tomorrow", e.getMessage());
    }
  }

  @Test
  void anOfficeThatHasLostAcknowledgedBetsIsNotSentAnythingMore() throws Exception {
    try (TestOffice office = new TestOffice()) {
      office.next(peer -> {
        peer.welcome();
        peer.expect(Request.Batch.class);
        peer.send(new Response.Stored(10));
      });
      CommandException e =
          assertThrows(CommandException.class, () -> submit(office, write(folder, bets(100))));
      assertEquals(ExitCode.REFUSED, e.exitCode());
      assertEquals(
          "the office had acknowledged 10 bets, but says now that it has 0", e.getMessage());
    }
  }

  @Test
  void aFileThatCannotBeReadIsSaidBeforeTheOfficeIsAsked() throws Exception {
    try (TestOffice office = new TestOffice()) {
      Path missing = folder.resolve("agency-9.csv");
      CommandException e = assertThrows(CommandException.class, () -> submit(office, missing));
      assertEquals(missing + ": no such file", e.getMessage());
      assertEquals(0, office.greetings());
    }
  }
}
