package org.bolillero.e2e;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** SIGKILL, by {@code docker kill}, in the middle of the intake. */
final class KillIT extends Scenario {
  @Test
  void anOfficeThatIsKilledThreeTimesHasEveryBetOnce() throws Exception {
    Lottery lottery = openSlow(2);
    lottery.configureAgencies(
        "batch.maxAmount: 1", "retry.seconds: 300", "answer.timeout: 5", "log.level: DEBUG");
    lottery.start();
    lottery.agencies().forEach(each -> each.awaitLine(Lines.DELIVERING));
    Service server = lottery.server();
    for (int kill = 1; kill <= 3; kill++) {
      server.awaitLines(Lines.RECEIVED, server.count(Lines.RECEIVED) + 5);
      server.kill();
      lottery.agencies().forEach(Service::assertStillDelivers);
      server.start();
    }
    lottery.complete();
    for (Service agency : lottery.agencies()) {
      assertTrue(agency.count(Lines.RESUMED) >= 1, server::log);
    }
  }

  @Test
  void agenciesThatAreKilledGoOnWhereTheyWere() throws Exception {
    Lottery lottery = openSlow(3);
    lottery.start();
    Service server = lottery.server();
    for (Service agency : lottery.agencies().subList(0, 2)) {
      server.awaitLines(Lines.RECEIVED, server.count(Lines.RECEIVED) + 5);
      agency.assertStillDelivers();
      agency.kill();
      agency.start();
    }
    lottery.complete();
  }
}
