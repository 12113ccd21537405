package org.bolillero.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** Containers that stand still, and networks that are cut off and come back. */
final class NetworkIT extends Scenario {
  @Test
  void whileOneAgencyIsPausedTheOthersGoOn() throws Exception {
    Lottery lottery = openSlow(3);
    lottery.start();
    Service paused = lottery.agency(1);
    lottery.server().awaitLines(Lines.RECEIVED, 5);
    // The kernel cannot freeze a process that has used up its part of the processor.
    paused.allow("0.5");
    paused.pause();
    lottery.agency(2).hurry();
    lottery.agency(3).hurry();
    lottery.agency(2).awaitLine(Lines.FINISHED);
    lottery.agency(3).awaitLine(Lines.FINISHED);
    paused.assertStillDelivers();
    assertEquals(0, lottery.server().count(Lines.DRAWN));
    paused.resume();
    lottery.complete();
  }

  @Test
  void anOfficeWhoseNetworkWasCutOffIsFoundAgain() throws Exception {
    Lottery lottery = openSlow(2);
    lottery.start();
    lottery.server().awaitLines(Lines.RECEIVED, 5);
    lottery.disconnect(lottery.server());
    lottery.agency(1).awaitLine("action: connect | result: fail");
    lottery.agency(1).assertStillDelivers();
    lottery.connect(lottery.server(), "server");
    lottery.complete();
  }

  @Test
  void anAgencyWhoseNetworkWasCutOffComesBack() throws Exception {
    Lottery lottery = openSlow(2);
    lottery.start();
    Service agency = lottery.agency(1);
    lottery.server().awaitLines(Lines.RECEIVED, 5);
    lottery.disconnect(agency);
    agency.awaitLine("action: connect | result: fail");
    agency.assertStillDelivers();
    lottery.agency(2).hurry();
    lottery.agency(2).awaitLine(Lines.FINISHED);
    lottery.connect(agency, "client1");
    lottery.complete();
  }
}
