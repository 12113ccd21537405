package org.bolillero.server.promises;

import static org.bolillero.fuzz.Patience.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.bolillero.lottery.Bet;
import org.bolillero.lottery.BetBatch;
import org.bolillero.office.DrawEvent;
import org.bolillero.office.testing.Background;
import org.bolillero.office.testing.StoredLog;
import org.bolillero.office.testing.TestBets;
import org.bolillero.protocol.ErrorCode;
import org.bolillero.protocol.Response;
import org.bolillero.server.CentralOffice;
import org.bolillero.server.OfficeSetup;
import org.bolillero.server.TestAgency;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.io.TempDir;

/** What was acknowledged before an office ended, at whatever moment, is in its log, in order. */
class P1AcknowledgedTest {
  private static final int AGENCIES = 10;
  private static final int PIPELINED = 5;

  @TempDir Path folder;

  /** How many bets were acknowledged, roughly, to all agencies. */
  private final LongAdder told = new LongAdder();

  @RepeatedTest(5)
  void anOfficeThatEndsWhileAgenciesPipelineHasAllThatItHasAcknowledged() throws Exception {
    OfficeSetup setup = new OfficeSetup(folder, AGENCIES);
    CentralOffice office = setup.open();
    List<Background<Long>> intake = new ArrayList<>();
    for (int id = 1; id <= AGENCIES; id++) {
      int agency = id;
      intake.add(Background.call(() -> pipelineUntilTheEnd(office.port(), agency)));
    }
    await().pollInterval(Duration.ofMillis(1)).until(() -> told.sum() > 1_000);
    office.close();
    List<String> dump = dump();
    for (int id = 1; id <= AGENCIES; id++) {
      long acknowledged = intake.get(id - 1).await();
      String prefix = id + ",";
      List<String> stored = dump.stream().filter(line -> line.startsWith(prefix)).toList();
      assertTrue(stored.size() >= acknowledged, stored.size() + " < " + acknowledged);
      for (int i = 0; i < stored.size(); i++) {
        assertEquals(csv(id, i), stored.get(i));
      }
    }
  }

  /** Keeps some batches in flight; gives how many bets were acknowledged when the office ended. */
  private long pipelineUntilTheEnd(int port, int id) throws Exception {
    try (TestAgency agency = TestAgency.greeted(port, id)) {
      long sent = 0;
      Response answer = new Response.Stored(0);
      long acknowledged = 0;
      while (answer instanceof Response.Stored stored) {
        told.add(stored.stored() - acknowledged);
        acknowledged = stored.stored();
        while (sent < acknowledged + PIPELINED * 10) {
          BetBatch next = TestBets.losing(id, sent, sent + 10);
          agency.sendIfOpen(agency.next(next));
          sent += 10;
        }
        answer = agency.receive();
      }
      assertEquals(ErrorCode.SHUTTING_DOWN.code(), ((Response.Failure) answer).code());
      return acknowledged;
    }
  }

  private List<String> dump() throws Exception {
    List<String> lines = new ArrayList<>();
    for (DrawEvent each : StoredLog.in(folder).events()) {
      if (each instanceof DrawEvent.Bets(int agency, BetBatch bets)) {
        bets.forEach(bet -> lines.add(csv(agency, bet)));
      }
    }
    return lines;
  }

  private static String csv(int agency, long index) {
    return csv(agency, TestBets.bet(agency, index, 1));
  }

  private static String csv(int agency, Bet bet) {
    return "%d,%s,%s,%s,%s,%d"
        .formatted(
            agency, bet.firstName(), bet.lastName(), bet.document(), bet.birthDate(), bet.number());
  }
}
