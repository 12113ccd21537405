package org.bolillero.server;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.bolillero.simulation.Choices;
import org.bolillero.simulation.EveryChoice;
import org.bolillero.simulation.SimulatedMachine;
import org.bolillero.storage.Log;
import org.junit.jupiter.api.Test;

/** Tiny draws, each with a power cut at every call, and with everything that may be left then. */
class EveryOfficeCrashTest {
  /** Nothing that is seldom happens. */
  private static final Choices PLAIN = bound -> bound - 1;

  /** Who could go on first goes on first; or last. */
  private static final List<Choices> ORDERS = List.of(_ -> 0, bound -> bound - 1);

  @Test
  void p4APowerCutAtAnyCallLeadsToTheSameDraw() {
    int runs = runAll(UnaryOperator.identity(), 1, 12, 5);
    System.out.println(runs + " runs of a draw of three batches");
    assertTrue(runs > 100, () -> "only " + runs + " combinations");
  }

  @Test
  void p4AndSoDoesAnotherOneDuringRecovery() {
    int runs = runAll(UnaryOperator.identity(), 2, 3);
    System.out.println(runs + " runs of a draw of one batch");
    assertTrue(runs > 1000, () -> "only " + runs + " combinations");
  }

  @Test
  void aFaultOfTheOfficeIsCaughtHereToo() {
    for (SimulatedFault each :
        List.of(
            SimulatedFault.COUNT_AN_END_THAT_IS_NOT_DURABLE,
            SimulatedFault.STORE_A_BATCH_IN_PARTS)) {
      assertThrows(AssertionError.class, () -> runAll(each::in, 1, 12, 5), each::toString);
    }
  }

  /** Runs all there are for agencies with so many bets; eight make a batch. */
  private static int runAll(UnaryOperator<Log> fault, int cuts, int... bets) {
    int runs = 0;
    for (Choices order : ORDERS) {
      EveryChoice choices = new EveryChoice();
      do {
        try {
          run(order, choices, fault, cuts, bets);
        } catch (AssertionError | RuntimeException e) {
          throw new AssertionError("broken promise with " + choices, e);
        }
        runs++;
      } while (choices.next());
    }
    return runs;
  }

  private static void run(
      Choices order, EveryChoice choices, UnaryOperator<Log> fault, int cuts, int... bets) {
    List<SimulatedClaims> claims = new ArrayList<>();
    for (int count : bets) {
      int agency = claims.size() + 1;
      claims.add(new SimulatedClaims(agency, SimulatedClaims.someBets(agency, count)));
    }
    SimulatedMachine machine = new SimulatedMachine(choices);
    SimulatedOffice office =
        new SimulatedOffice(
            order, new SimulatedNetwork(PLAIN), machine, fault, claims, 1, new SimulatedTally());
    machine.planCuts(cuts);
    while (!office.live(10_000)) {
      assertFalse(machine.isPowered(), "nobody gets on");
      office.cutPower();
    }
    office.stop();
    office.cutPower();
    machine.calm();
    office.checkOutcome();
  }
}
