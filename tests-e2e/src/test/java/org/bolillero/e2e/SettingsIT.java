package org.bolillero.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Settings that are mounted: a change needs no other image. */
final class SettingsIT extends Scenario {
  private static final int BETS = 300;

  @Test
  void changedSettingsTakeEffectAtTheNextStart() throws Exception {
    Lottery lottery = open(generate(1, BETS));
    lottery.start();
    lottery.agency(1).assertEnds(0);
    Service server = lottery.server();
    assertEquals(0, server.count(Lines.SINGLE), server::log);
    assertEquals(1, server.count("logging_level: INFO"), server::log);
    String image = server.inspect("{{.Image}}");
    lottery.close();

    int number = firstNumber(lottery.bets());
    lottery.configureServer("logging.level: DEBUG", "server.winning_number: " + number);
    lottery.configureAgencies("batch.maxAmount: 1");
    lottery.start();
    lottery.agency(1).assertEnds(0);
    Service changed = lottery.server();
    assertEquals(image, changed.inspect("{{.Image}}"));
    assertEquals(BETS, changed.count(Lines.SINGLE), changed::log);
    assertEquals(1, changed.count("logging_level: DEBUG"), changed::log);
    String winners = Lines.winners(lottery.bets().winners(1, number));
    assertTrue(lottery.agency(1).log().contains(winners), lottery.agency(1)::log);
  }

  private static int firstNumber(BetFiles bets) throws Exception {
    String bet = bets.bets(1).getFirst();
    return Integer.parseInt(bet.substring(bet.lastIndexOf(',') + 1));
  }

  @Test
  void aWrongSettingOfTheOfficeEndsItWithOneLineThatNamesIt() throws Exception {
    Lottery lottery = open(generate(1, BETS));
    lottery.configureServer("server.port: 99999");
    // Whether compose itself fails then differs between its versions.
    lottery.up("server");
    lottery.server().assertEnds(2);
    lottery.server().assertSaysInOneLine("99999");
    assertTrue(lottery.server().log().contains("server.port"), lottery.server()::log);
  }

  @Test
  void aSettingThatNobodyKnowsEndsAnAgencyWithOneLineThatNamesIt() throws Exception {
    Lottery lottery = open(generate(1, BETS));
    lottery.configureAgencies("batch.maximum: 10");
    lottery.start();
    lottery.agency(1).assertEnds(2);
    lottery.agency(1).assertSaysInOneLine("batch.maximum");
  }
}
