package org.bolillero.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.bolillero.client.Agency;
import org.bolillero.client.AgencySettings;
import org.bolillero.client.DeliverySettings;
import org.bolillero.client.SalesClosedException;
import org.bolillero.client.WinnersTarget;
import org.bolillero.client.testing.CollectedRows;
import org.bolillero.client.testing.CollectedWinners;
import org.bolillero.console.CommandException;
import org.bolillero.fuzz.Patience;
import org.bolillero.lottery.Bet;
import org.bolillero.office.AgencyStatus;
import org.bolillero.office.Draw;
import org.bolillero.office.DrawState;
import org.bolillero.office.DrawTerms;
import org.bolillero.office.NumberSource;
import org.bolillero.protocol.Request;
import org.bolillero.protocol.Response;
import org.bolillero.server.CentralOffice;
import org.bolillero.server.OfficeSettings;
import org.eclipse.collections.impl.factory.primitive.IntSets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real agencies and a real office whose officials close sales while bets are still coming. */
@Timeout(300)
class P11LateAgencyTest {
  private static final int DRAW = 7;
  private static final int AGENCIES = 20;
  private static final int BETS = 1_000;

  @TempDir Path folder;
  private CentralOffice office;

  @BeforeEach
  void open() throws Exception {
    office =
        CentralOffice.open(
            OfficeSettings.of(
                "--port=0", "--admin=localhost:0", "--data=" + folder.resolve("office")),
            Clock.systemUTC());
  }

  @AfterEach
  void close() throws Exception {
    office.close();
  }

  /** What an agency's run has come to. */
  private record Run(boolean isClosed, long counted, String rest) {}

  @Test
  void ofEveryAgencyJustWhatWasAcknowledgedIsInTheDrawAndTheRestIsGivenBack() throws Exception {
    openDraw(AGENCIES);
    List<Future<Run>> running = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int id = 1; id < AGENCIES; id++) {
        int agency = id;
        Path file = Bets.write(folder.resolve(id + ".csv"), Bets.of(id, BETS));
        running.add(threads.submit(() -> run(agency, file)));
      }
      Patience.await()
          .pollInterval(Duration.ofMillis(1))
          .until(() -> office.draws().use(DRAW, Draw::summary).bets() > AGENCIES * BETS / 4);
      office
          .draws()
          .use(
              DRAW,
              draw -> {
                draw.officials().closeSales("ana", "it is nine o'clock");
                return true;
              });
      // However fast the others were, one comes too late with all of its bets.
      Path last = Bets.write(folder.resolve(AGENCIES + ".csv"), Bets.of(AGENCIES, BETS));
      running.add(threads.submit(() -> run(AGENCIES, last)));
      for (int id = 1; id <= AGENCIES; id++) {
        Run run = running.get(id - 1).get();
        assertEquals(BETS, run.counted() + run.rest().lines().count());
        assertEquals(run.counted(), status(id).bets());
        assertEquals(AgencyStatus.State.FINISHED, status(id).state());
        String whole = Files.readString(folder.resolve(id + ".csv"));
        assertTrue(whole.endsWith(run.rest()));
      }
    }
    assertEquals(0, running.getLast().resultNow().counted());
    awaitSeal();
    office
        .draws()
        .use(DRAW, draw -> draw.officials().enterNumber(RealOffice.WINNING_NUMBER, "ana"));
    awaitResult();
    for (int id = 1; id <= AGENCIES; id++) {
      Run before = running.get(id - 1).resultNow();
      CollectedWinners winners = new CollectedWinners();
      assertEquals(before, run(id, folder.resolve(id + ".csv"), winners));
      List<Bet> counted = Bets.of(id, (int) before.counted());
      assertEquals(Bets.winners(counted), winners.documents());
    }
  }

  @Test
  void anExcusedAgencyThatComesBackFinishesWithWhatCountsBeforeAndAfterTheDraw() throws Exception {
    openDraw(2);
    Path begun = Bets.writeUnfinished(folder.resolve("begun.csv"), Bets.of(1, 50));
    assertThrows(CommandException.class, () -> run(1, begun));
    office.draws().use(DRAW, draw -> draw.officials().excuse(1, "ana", "its computer has died"));
    Path whole = Bets.write(folder.resolve("whole.csv"), Bets.of(1, 100));
    Path counted = Bets.write(folder.resolve("counted.csv"), Bets.of(1, 50));
    Run late = run(1, whole);
    assertEquals(
        new Run(true, 50, Files.readString(whole).substring(Files.readString(counted).length())),
        late);
    assertEquals(new Run(false, 50, ""), run(1, counted));

    assertEquals(
        new Run(false, 10, ""), run(2, Bets.write(folder.resolve("2.csv"), Bets.of(2, 10))));
    awaitSeal();
    office
        .draws()
        .use(DRAW, draw -> draw.officials().enterNumber(RealOffice.WINNING_NUMBER, "ana"));
    awaitResult();
    CollectedWinners winners = new CollectedWinners();
    assertEquals(late, run(1, whole, winners));
    assertEquals(Bets.winners(Bets.of(1, 50)), winners.documents());
    assertEquals(new Run(false, 50, ""), run(1, counted, winners));
    assertEquals(Bets.winners(Bets.of(1, 50)), winners.documents());
  }

  @Test
  void aCorrectionIsToldToAgenciesOfVersion2AndKeptFromThoseOfVersion1() throws Exception {
    openDraw(1);
    Path file = Bets.write(folder.resolve("1.csv"), Bets.of(1, 100));
    assertEquals(new Run(false, 100, ""), run(1, file));
    awaitSeal();
    office.draws().use(DRAW, draw -> draw.officials().enterNumber(9_999, "ana"));
    awaitResult();
    assertEquals("WINNERS 0", winners(2));
    office
        .draws()
        .use(
            DRAW,
            draw ->
                draw.officials().correct(RealOffice.WINNING_NUMBER, "ana", "a slip of the hand"));
    Patience.await().until(() -> winners(2).equals("WINNERS 25 corrected"));
    assertEquals("WINNERS 25", winners(1));
  }

  private String winners(int version) throws Exception {
    try (RawAgency agency = new RawAgency(office.port(), 1)) {
      agency.send(new Request.Hello(version, DRAW, 1));
      OptionalInt told = agency.receive(Response.Welcome.class).draw();
      assertEquals(version == 1 ? OptionalInt.empty() : OptionalInt.of(DRAW), told);
      agency.send(new Request.AskWinners(true));
      Response.WinnersPart part = agency.receive(Response.WinnersPart.class);
      return "WINNERS " + part.total() + (part.isCorrection() ? " corrected" : "");
    }
  }

  private void openDraw(int agencies) throws Exception {
    DrawTerms terms =
        new DrawTerms(
            DRAW,
            IntSets.immutable.ofAll(IntStream.rangeClosed(1, agencies)),
            Optional.empty(),
            new NumberSource.Officials(1));
    office.draws().openDraw(terms, "ana");
  }

  private AgencyStatus status(int agency) throws Exception {
    return office
        .draws()
        .use(DRAW, draw -> draw.agencies().detectOptional(each -> each.agency() == agency))
        .orElseThrow();
  }

  private void awaitSeal() {
    Patience.await().until(() -> office.draws().use(DRAW, Draw::state) == DrawState.SEALED);
  }

  private void awaitResult() {
    Patience.await().until(() -> office.draws().use(DRAW, Draw::announced).isPresent());
  }

  private Run run(int id, Path file) throws Exception {
    return run(id, file, new CollectedWinners());
  }

  /** Asks for the open draw, and does not wait for its result. */
  private Run run(int id, Path file, WinnersTarget winners) throws Exception {
    CollectedRows rows = new CollectedRows();
    AgencySettings settings =
        AgencySettings.of(
            "--id=" + id,
            "--server=localhost:" + office.port(),
            "--draw=" + (office.draws().use(DRAW, Draw::state) == DrawState.DRAWN ? DRAW : 0),
            "--retry-seconds=120");
    DeliverySettings delivery =
        DeliverySettings.of("--file=" + file, "--batch-max=10", "--no-wait");
    try (Agency agency = new Agency(settings)) {
      agency.submit(delivery, _ -> {}, winners, rows);
      return new Run(false, Files.readAllLines(file).size(), rows.parts().getFirst());
    } catch (SalesClosedException e) {
      return new Run(true, e.counted(), rows.parts().getFirst());
    }
  }
}
