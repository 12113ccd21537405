package org.bolillero.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Whole draws, without trouble. */
final class DrawIT extends Scenario {
  /** One more agency has a certificate, and is not one of the draw's. */
  private static final String STRANGER =
      """
      services:
        certificates:
          command: [tls, provision, /authority, --office=server, --office=localhost, --agencies=1-2, --agencies=99, --out=/holders, --owner=10001]
          volumes:
            - agency-99-certificates:/holders/agency-99
      volumes:
        agency-99-certificates:
      """;

  @Test
  void fiveAgenciesGetTheirWinnersOfOneDraw() throws Exception {
    Lottery lottery = open(BetFiles.realOrGenerated(Lottery.ROOT, folder.resolve("data")));
    lottery.start();
    lottery.complete();
  }

  @Test
  void thirtyAgenciesGetTheirWinnersOfOneDraw() throws Exception {
    Lottery lottery = open(generate(30, 60_000));
    lottery.start();
    lottery.complete();
  }

  @Test
  void anOfficeThatWasStartedAgainAfterTheDrawStillTellsTheWinners() throws Exception {
    Lottery lottery = open(generate(2, 20_000));
    lottery.start();
    lottery.agencies().forEach(agency -> agency.assertEnds(0));
    lottery.server().stop();
    lottery.server().start();
    lottery.server().awaitHealthy();
    Service agency = lottery.agency(1);
    agency.start();
    lottery.assertHasItsWinners(agency, 1);
    assertEquals(2, agency.count(Lines.WINNERS), agency::log);
    lottery.complete();
  }

  @Test
  void anAgencyThatIsNotExpectedIsRefusedAndTheOthersGoOn() throws Exception {
    Lottery lottery = open(generate(2, 20_000));
    lottery.override(STRANGER);
    lottery.start("server", "client1");
    lottery.server().awaitHealthy();
    Service stranger = lottery.runAgency("stranger", 99, 1);
    stranger.assertEnds(5);
    stranger.assertSaysInOneLine("UNKNOWN_AGENCY");
    lottery.start();
    lottery.complete();
  }

  @Test
  void twoContainersOfOneAgencyDeliverItsBetsOnce() throws Exception {
    Lottery lottery = openSlow(2);
    lottery.start();
    Service first = lottery.agency(1);
    lottery.server().awaitLines(Lines.RECEIVED, 5);
    Service second = lottery.runAgency("twin", 1, 1);
    first.assertEnds(5);
    assertTrue(first.log().contains("SUPERSEDED"), first::log);
    lottery.agency(2).hurry();
    lottery.assertHasItsWinners(second, 1);
    lottery.assertHasItsWinners(lottery.agency(2), 2);
    assertEquals(1, second.count(Lines.RESUMED), second::log);
    lottery.finish();
  }
}
