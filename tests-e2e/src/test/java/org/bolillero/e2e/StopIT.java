package org.bolillero.e2e;

import org.junit.jupiter.api.Test;

/** SIGTERM, by {@code docker stop}: the end comes within the grace period, with 0. */
final class StopIT extends Scenario {
  @Test
  void anOfficeThatNobodyTalksToEndsInGoodOrder() throws Exception {
    Lottery lottery = open(generate(1, 10));
    lottery.start("server");
    lottery.server().awaitLine(Lines.LISTENS);
    lottery.server().stop();
    lottery.server().assertSaysInOneLine("action: close | result: success | recurso: registro");
  }

  @Test
  void anOfficeInTheMiddleOfTheIntakeEndsInGoodOrderAndGoesOnLater() throws Exception {
    Lottery lottery = openSlow(2);
    lottery.start();
    lottery.server().awaitLines(Lines.RECEIVED, 5);
    lottery.server().stop();
    lottery.agencies().forEach(Service::assertStillDelivers);
    lottery.server().start();
    lottery.complete();
  }

  @Test
  void anOfficeThatWaitsForTheLastAgencyEndsInGoodOrderAndDrawsLater() throws Exception {
    Lottery lottery = open(generate(2, 20_000));
    lottery.start("server", "client1");
    lottery.agency(1).awaitLine(Lines.FINISHED);
    lottery.server().stop();
    lottery.server().start();
    lottery.start();
    lottery.complete();
  }

  @Test
  void anAgencyInTheMiddleOfItsDeliveryEndsInGoodOrderAndGoesOnLater() throws Exception {
    Lottery lottery = openSlow(2);
    lottery.start();
    lottery.server().awaitLines(Lines.RECEIVED, 5);
    lottery.agency(1).assertStillDelivers();
    lottery.agency(1).stop();
    lottery.agency(1).start();
    lottery.complete();
  }

  @Test
  void anAgencyThatWaitsForTheDrawEndsInGoodOrderAndAsksLater() throws Exception {
    Lottery lottery = open(generate(2, 20_000));
    lottery.start("server", "client1");
    lottery.agency(1).awaitLine(Lines.FINISHED);
    lottery.agency(1).stop();
    lottery.agency(1).start();
    lottery.start("client2");
    lottery.complete();
  }
}
