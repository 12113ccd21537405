package org.bolillero.e2e;

import static org.bolillero.e2e.Patience.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Two offices that share their logs on three brokers. */
final class KafkaIT extends Scenario {
  @Test
  void whenTheOfficeThatLeadsAndABrokerAreKilledTheOtherOneHoldsTheDraw() throws Exception {
    Lottery lottery = openSlowAndShared(2);
    lottery.configureAgencies(
        "batch.maxAmount: 1", "retry.seconds: 300", "answer.timeout: 5", "log.level: DEBUG");
    lottery.start();
    List<Service> offices = List.of(lottery.service("server1"), lottery.service("server2"));
    await().until(() -> offices.stream().anyMatch(each -> each.count(Lines.LEADS) > 0));
    Service first = offices.get(offices.getFirst().count(Lines.LEADS) > 0 ? 0 : 1);
    Service second = offices.get(offices.indexOf(first) == 0 ? 1 : 0);
    second.awaitLine(Lines.STANDS_BY);
    lottery.agencies().forEach(each -> each.awaitLine(Lines.DELIVERING));

    Service broker = lottery.service("broker1");
    broker.kill();
    first.awaitLines(Lines.RECEIVED, first.count(Lines.RECEIVED) + 5);
    first.kill();
    lottery.agencies().forEach(Service::assertStillDelivers);
    second.awaitLine(Lines.LEADS);
    second.awaitLines(Lines.RECEIVED, 5);
    lottery.completeIntake();
    assertEquals(1, second.count(Lines.DRAWN), second::log);
    assertEquals(0, first.count(Lines.DRAWN), first::log);

    // The office that was killed comes back, and leads when the other one is stopped: it has read
    // all.
    broker.start();
    first.start();
    first.awaitLine(Lines.STANDS_BY);
    second.stop();
    first.awaitLines(Lines.LEADS, 2);
    first.awaitLines(Lines.LISTENS, 2);
    first.stop();
    lottery.assertHoldsEachBetOnce("office1");
    lottery.assertHoldsEachBetOnce("office2");
  }
}
