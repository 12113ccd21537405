package org.bolillero.server.promises;

import static org.bolillero.fuzz.Patience.await;
import static org.bolillero.server.OfficeSetup.WINNING_NUMBER;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.bolillero.fuzz.Seed;
import org.bolillero.lottery.Bet;
import org.bolillero.office.DrawEvent;
import org.bolillero.office.testing.Background;
import org.bolillero.office.testing.StoredLog;
import org.bolillero.office.testing.TestBets;
import org.bolillero.protocol.ProtocolException;
import org.bolillero.protocol.Request;
import org.bolillero.protocol.Response;
import org.bolillero.server.CentralOffice;
import org.bolillero.server.OfficeSetup;
import org.bolillero.server.TestAgency;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An office that is ended at any moment, again and again, still comes to its draw. */
class P9AnyMomentTest {
  private static final int AGENCIES = 5;
  private static final int BETS = 200;
  private static final int BATCH = 10;

  @TempDir Path folder;
  private final AtomicInteger port = new AtomicInteger();

  /** Counts the answers that agencies get, which is how far all has come. */
  private final AtomicLong answers = new AtomicLong();

  @Test
  void agenciesThatComeBackGetTheirWinnersHoweverOftenTheOfficeEnds() {
    Seed.run(random -> {
      List<List<Bet>> bets = new ArrayList<>();
      List<Background<List<String>>> jobs = new ArrayList<>();
      for (int id = 1; id <= AGENCIES; id++) {
        List<Bet> own = new ArrayList<>();
        TestBets.random(id, 0, BETS, random).forEach(own::add);
        bets.add(own);
        int agency = id;
        jobs.add(Background.call(() -> deliver(agency, own)));
      }
      while (!jobs.stream().allMatch(Background::isDone)) {
        long until = answers.get() + random.nextInt(30);
        try (CentralOffice office = new OfficeSetup(folder, AGENCIES).open()) {
          port.set(office.port());
          await()
              .pollInterval(Duration.ofMillis(1))
              .until(() -> answers.get() >= until || jobs.stream().allMatch(Background::isDone));
        }
      }
      StoredLog log = StoredLog.in(folder);
      for (int id = 1; id <= AGENCIES; id++) {
        List<Bet> own = bets.get(id - 1);
        assertEquals(own, log.bets(id));
        List<String> winners =
            own.stream().filter(bet -> bet.number() == WINNING_NUMBER).map(Bet::document).toList();
        assertEquals(winners, jobs.get(id - 1).await());
      }
      assertEquals(1, log.count(DrawEvent.Sealed.class));
      assertEquals(1, log.count(DrawEvent.Drawn.class));
    });
  }

  /** Comes back until it has its winners. */
  private List<String> deliver(int id, List<Bet> bets) throws ProtocolException {
    while (true) {
      try (TestAgency agency = new TestAgency(port.get(), id)) {
        agency.send(agency.hello());
        if (answer(agency) instanceof Response.Welcome welcome) {
          int next = (int) welcome.stored();
          while (next < bets.size()) {
            agency.send(new Request.Batch(next, TestBets.of(bets.subList(next, next + BATCH))));
            next = answer(agency) instanceof Response.Stored stored ? (int) stored.stored() : next;
          }
          agency.send(new Request.Finish(next, TestBets.digest(List.of(TestBets.of(bets)))));
          answer(agency);
          return agency.winners();
        }
      } catch (IOException | AssertionError _) {
        // The office has ended in between.
      }
    }
  }

  private Response answer(TestAgency agency) throws IOException, ProtocolException {
    Optional<Response> answer = agency.receiveIfAny();
    answers.incrementAndGet();
    return answer.orElseThrow(() -> new IOException("the office has closed the connection"));
  }
}
