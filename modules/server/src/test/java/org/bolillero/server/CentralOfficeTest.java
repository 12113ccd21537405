package org.bolillero.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.eclipse.collections.api.set.primitive.ImmutableIntSet;
import org.eclipse.collections.impl.factory.primitive.IntSets;
import org.eclipse.collections.impl.list.primitive.IntInterval;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CentralOfficeTest {
  @TempDir Path folder;

  @Test
  void withOnePermitFortyAgenciesThatConnectTogetherStillReachTheDraw() throws Exception {
    try (CentralOffice office = open(40, 1);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<List<String>>> answers = new ArrayList<>();
      for (int agency = 1; agency <= 40; agency++) {
        answers.add(threads.submit(wholeJob(office.port(), agency)));
      }
      for (int agency = 1; agency <= 40; agency++) {
        assertEquals(agency % 3, answers.get(agency - 1).get().size());
      }
    }
  }

  @Test
  void anOfficeThatIsStartedAgainAfterTheDrawStillTellsTheSameWinners() throws Exception {
    List<String> before;
    try (CentralOffice office = open(1, 8)) {
      before = wholeJob(office.port(), 1).call();
    }
    assertEquals(List.of("1000000"), before);
    try (CentralOffice office = open(1, 8);
        TestAgency agency = TestAgency.greeted(office.port(), 1)) {
      assertEquals(before, agency.winners());
    }
  }

  private static Callable<List<String>> wholeJob(int port, int id) {
    return () -> {
      try (TestAgency agency = TestAgency.greeted(port, id)) {
        agency.submit(TestAgency.bets(id, 100, id % 3));
        agency.finish();
        return agency.winners();
      }
    };
  }

  private CentralOffice open(int agencies, int permits) throws Exception {
    ImmutableIntSet expected = IntSets.immutable.ofAll(IntInterval.oneTo(agencies));
    return CentralOffice.open(
        new OfficeSettings(
            0,
            128,
            expected,
            folder,
            1,
            7574,
            permits,
            1000,
            8192,
            false,
            OfficeSettings.Timeouts.DEFAULT),
        Clock.systemUTC());
  }
}
