package org.bolillero.integration;

import static org.bolillero.fuzz.Patience.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.bolillero.client.Agency;
import org.bolillero.client.BetFileException;
import org.bolillero.client.DeliverySettings;
import org.bolillero.client.WinnersTarget;
import org.bolillero.console.CommandException;
import org.bolillero.console.ExitCode;
import org.bolillero.integration.FaultPlan.End;
import org.bolillero.integration.FaultPlan.Way;
import org.bolillero.lottery.Bet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A real agency is run again after a run that came to the middle, or while another still runs. */
@Timeout(300)
class P2AnotherRunTest {
  private static final List<Bet> BETS = Bets.of(1, 100);

  @TempDir Path folder;
  private RealOffice office;
  private Path file;

  @BeforeEach
  void open() throws Exception {
    office = RealOffice.open(folder.resolve("office"), 1);
    file = Bets.write(folder.resolve("agency-1.csv"), BETS);
  }

  @AfterEach
  void close() throws Exception {
    office.close();
  }

  @ParameterizedTest
  @CsvSource({"0, 10", "10, 1", "10, 7", "50, 10", "50, 65535", "90, 3", "100, 10", "100, 1"})
  void itGoesOnFromTheMiddleAlsoWithAnotherBatchSize(int begun, int batchMax) throws Exception {
    begin(BETS.subList(0, begun));
    assertEquals(Bets.winners(BETS), new RealAgency(1, office.address(), batchMax).submit(file));
    office.stored(1).assertDrawnWith(BETS);
  }

  @Test
  void itGoesOnWithALongerFileThatBeginsWithTheSameBets() throws Exception {
    begin(BETS);
    List<Bet> more = Bets.of(1, 130);
    Path longer = Bets.write(folder.resolve("longer.csv"), more);
    assertEquals(Bets.winners(more), agency().submit(longer));
    office.stored(1).assertDrawnWith(more);
  }

  @Test
  void aFileThatDiffersOnlyBehindWhatIsStoredGoesOn() throws Exception {
    begin(BETS.subList(0, 50));
    List<Bet> other = new ArrayList<>(BETS);
    other.set(50, Bets.of(2, 1).getFirst());
    agency().submit(Bets.write(folder.resolve("other.csv"), other));
    office.stored(1).assertDrawnWith(other);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 25, 49})
  void anotherFileIsRefusedWhereverItDiffersAndTheRightOneGoesOn(int differing) throws Exception {
    begin(BETS.subList(0, 50));
    List<Bet> other = new ArrayList<>(BETS);
    other.set(differing, Bets.of(2, 1).getFirst());
    assertRefused(
        Bets.write(folder.resolve("other.csv"), other),
        "is not the file that agency 1 had begun to send: "
            + "its first 50 bets are not the ones that the office has");
    office.stored(1).assertOpenWith(BETS.subList(0, 50));
    goOn();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 10, 49})
  void aShorterFileIsRefusedAndTheRightOneGoesOn(int bets) throws Exception {
    begin(BETS.subList(0, 50));
    assertRefused(
        Bets.write(folder.resolve("shorter.csv"), BETS.subList(0, bets)),
        "is not the file that agency 1 had begun to send: it has " + bets + " bets, the office 50");
    office.stored(1).assertOpenWith(BETS.subList(0, 50));
    goOn();
  }

  @Test
  void aFileThatEndsWhereTheOfficeIsFinishesThere() throws Exception {
    begin(BETS.subList(0, 50));
    Path half = Bets.write(folder.resolve("half.csv"), BETS.subList(0, 50));
    assertEquals(Bets.winners(BETS.subList(0, 50)), agency().submit(half));
    office.stored(1).assertDrawnWith(BETS.subList(0, 50));
  }

  @Test
  void asLongAsTheOfficeHasNothingAnyFileMayBeBegun() throws Exception {
    begin(BETS.subList(0, 1)); // It stands in the batch of the bad row, which is not sent.
    List<Bet> others = Bets.of(2, 20);
    agency().submit(Bets.write(folder.resolve("other.csv"), others));
    office.stored(1).assertDrawnWith(others);
  }

  @Test
  void afterTheEndOnlyTheSameFileIsAccepted() throws Exception {
    assertEquals(Bets.winners(BETS), agency().submit(file));
    assertEquals(Bets.winners(BETS), new RealAgency(1, office.address(), 1).submit(file));
    assertRefused(
        Bets.write(folder.resolve("longer.csv"), Bets.of(1, 101)),
        "has more bets than the 100 that agency 1 has finished with");
    assertRefused(
        Bets.write(folder.resolve("shorter.csv"), Bets.of(1, 99)),
        "is not the file that agency 1 had begun to send: it has 99 bets, the office 100");
    assertRefused(
        Bets.write(folder.resolve("other.csv"), Bets.of(2, 100)),
        "is not the file that agency 1 had begun to send: "
            + "its first 100 bets are not the ones that the office has");
    office.stored(1).assertDrawnWith(BETS);
  }

  @Test
  void aLongerFileIsRefusedAfterTheEndWhileSalesAreOpenForOthers() throws Exception {
    Path longer = Bets.write(folder.resolve("longer.csv"), Bets.of(1, 101));
    try (RealOffice two = RealOffice.open(folder.resolve("two"), 2)) {
      RealAgency first = new RealAgency(1, two.address());
      try (Agency run = first.make(Duration.ofMinutes(1))) {
        run.submit(DeliverySettings.of("--file=" + file, "--no-wait"), _ -> {}, WinnersTarget.NONE);
      }
      CommandException e = first.fail(longer);
      assertEquals(ExitCode.REFUSED, e.exitCode());
      assertEquals(
          longer + " has more bets than the 100 that agency 1 has finished with", e.getMessage());
    }
  }

  /** The first one has just begun, slowly, when the second one does the whole job. */
  @Test
  void ofTwoRunsAtTheSameMomentTheNewerGoesOnAndTheOlderIsTold() throws Exception {
    List<Bet> many = Bets.of(1, 6000);
    Path large = Bets.write(folder.resolve("large.csv"), many);
    Way slow = new Way(100, 200, End.NONE, Way.CLEAR.place());
    Faults faults = new Faults();
    try (FaultyProxy proxy =
        new FaultyProxy(office::port, _ -> new FaultPlan(slow, Way.CLEAR), faults)) {
      CompletionStage<CommandException> older =
          CompletableFuture.supplyAsync(() -> new RealAgency(1, proxy.address(), 1).fail(large));
      await().until(() -> faults.bytes() > 10_000);
      assertEquals(Bets.winners(many), agency().submit(large));
      CommandException told = older.toCompletableFuture().get();
      assertEquals(ExitCode.REFUSED, told.exitCode());
      assertEquals(
          "the office says SUPERSEDED: agency 1 has opened another connection", told.getMessage());
    }
    office.stored(1).assertDrawnWith(many);
  }

  private RealAgency agency() {
    return new RealAgency(1, office.address());
  }

  /** Has a run deliver just these bets and end. */
  private void begin(List<Bet> bets) throws IOException {
    Path unfinished = Bets.writeUnfinished(folder.resolve("unfinished.csv"), bets);
    assertEquals(BetFileException.class, agency().fail(unfinished).getClass());
  }

  private void assertRefused(Path refused, String why) {
    CommandException e = agency().fail(refused);
    assertEquals(ExitCode.REFUSED, e.exitCode());
    assertEquals(refused + " " + why, e.getMessage());
  }

  /** Restarts the office, too. */
  private void goOn() throws Exception {
    office.start();
    assertEquals(Bets.winners(BETS), agency().submit(file));
    office.stored(1).assertDrawnWith(BETS);
  }
}
