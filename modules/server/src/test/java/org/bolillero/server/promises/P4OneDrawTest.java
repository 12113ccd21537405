package org.bolillero.server.promises;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.bolillero.fuzz.Seed;
import org.bolillero.office.DrawEvent;
import org.bolillero.office.testing.Background;
import org.bolillero.office.testing.StoredLog;
import org.bolillero.office.testing.TestBets;
import org.bolillero.protocol.Request;
import org.bolillero.protocol.Response;
import org.bolillero.server.CentralOffice;
import org.bolillero.server.OfficeSetup;
import org.bolillero.server.TestAgency;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The draw is held exactly once, exactly when the last expected agency has finished. */
class P4OneDrawTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 200})
  void theDrawIsHeldWhenTheLastAgencyHasFinishedInWhateverOrder(int agencies) {
    Seed.run(random -> {
      List<Integer> order = new ArrayList<>(IntStream.rangeClosed(1, agencies).boxed().toList());
      Collections.shuffle(order, Random.from(random));
      try (CentralOffice office = new OfficeSetup(folder, agencies).open()) {
        for (int done = 1; done <= agencies; done++) {
          try (TestAgency agency = TestAgency.greeted(office.port(), order.get(done - 1))) {
            Response.NotReady before =
                agency.ask(new Request.AskWinners(false), Response.NotReady.class);
            assertEquals(new Response.NotReady(done - 1, agencies), before);
            assertEquals(new Response.Finished(done, agencies), agency.finish());
          }
        }
        try (TestAgency agency = TestAgency.greeted(office.port(), order.getFirst())) {
          assertEquals(List.of(), agency.winners());
        }
      }
      assertOneDraw(agencies);
    });
  }

  @Test
  void threeHundredAgenciesThatFinishAtTheSameMomentGetOneDraw() throws Exception {
    int agencies = 300; // Both ends of all connections fit into 1,024 open files.
    CountDownLatch ready = new CountDownLatch(agencies);
    ConcurrentSkipListSet<Integer> places = new ConcurrentSkipListSet<>();
    try (CentralOffice office = new OfficeSetup(folder, agencies).open()) {
      List<Background<List<String>>> jobs = new ArrayList<>();
      for (int i = 1; i <= agencies; i++) {
        int id = i;
        jobs.add(
            Background.call(() -> {
              try (TestAgency agency = TestAgency.greeted(office.port(), id)) {
                agency.submit(TestBets.of(id, 5, id % 4));
                ready.countDown();
                ready.await();
                places.add(agency.finish().finished());
                return agency.winners();
              }
            }));
      }
      for (int id = 1; id <= agencies; id++) {
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < id % 4; i++) {
          expected.add(TestBets.document(id, i));
        }
        assertEquals(expected, jobs.get(id - 1).await());
      }
    }
    assertEquals(agencies, places.size());
    assertEquals(agencies, places.last());
    assertOneDraw(agencies);
  }

  @Test
  void oneAgencyThatFinishesOverManyConnectionsCountsOnce() throws Exception {
    try (CentralOffice office = new OfficeSetup(folder, 2).open()) {
      for (int i = 0; i < 5; i++) {
        try (TestAgency agency = TestAgency.greeted(office.port(), 1)) {
          assertEquals(new Response.Finished(1, 2), agency.finish());
          assertEquals(new Response.Finished(1, 2), agency.finish());
          agency.ask(new Request.AskWinners(false), Response.NotReady.class);
        }
      }
    }
    StoredLog log = StoredLog.in(folder);
    assertEquals(1, log.count(DrawEvent.Finished.class));
    assertEquals(0, log.count(DrawEvent.Sealed.class));
  }

  @Test
  void anOfficeThatIsRestartedAfterEveryFinishStillKnowsWhoHasFinished() throws Exception {
    int agencies = 5;
    for (int id = 1; id <= agencies; id++) {
      try (CentralOffice office = new OfficeSetup(folder, agencies).open();
          TestAgency agency = TestAgency.greeted(office.port(), id)) {
        agency.submit(TestBets.of(id, 3, 1));
        assertEquals(new Response.Finished(id, agencies), agency.finish());
      }
    }
    for (int id = 1; id <= agencies; id++) {
      try (CentralOffice office = new OfficeSetup(folder, agencies).open();
          TestAgency agency = TestAgency.greeted(office.port(), id)) {
        assertEquals(List.of(TestBets.document(id, 0)), agency.winners());
      }
    }
    assertOneDraw(agencies);
  }

  /** The ends of all agencies are followed by each step once. */
  private void assertOneDraw(int agencies) throws Exception {
    List<DrawEvent> events = new ArrayList<>(StoredLog.in(folder).events());
    events.removeIf(DrawEvent.Bets.class::isInstance);
    assertEquals(1 + agencies + 4, events.size());
    assertInstanceOf(DrawEvent.Opened.class, events.removeFirst());
    assertInstanceOf(DrawEvent.Drawn.class, events.removeLast());
    assertInstanceOf(DrawEvent.Numbered.class, events.removeLast());
    DrawEvent.Sealed seal = assertInstanceOf(DrawEvent.Sealed.class, events.removeLast());
    assertEquals(agencies, seal.totals().size());
    assertInstanceOf(DrawEvent.Closed.class, events.removeLast());
    assertFalse(events.stream().anyMatch(each -> !(each instanceof DrawEvent.Finished)));
  }
}
