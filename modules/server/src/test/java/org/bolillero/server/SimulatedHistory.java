package org.bolillero.server;

import java.util.List;
import java.util.stream.IntStream;
import org.bolillero.simulation.Choices;
import org.bolillero.simulation.SimulatedMachine;

/**
 * One history of an office and its agencies: the office starts, takes bets, fails, loses power, is
 * killed or stopped, starts again, as chance has it, until every agency has its winners.
 */
final class SimulatedHistory {
  /** The office is away so long at most. */
  private static final int AWAY_MILLIS_MAX = 30_000;

  private final Choices choices;
  private final SimulatedMachine machine;
  private final SimulatedNetwork network;
  private final SimulatedOffice office;
  private final SimulatedTally tally;

  /**
   * Prepares a history.
   *
   * @param choices what chance decides
   * @param machine what the office runs on
   * @param fault what is wrong with the office
   */
  SimulatedHistory(
      Choices choices,
      SimulatedMachine machine,
      SimulatedHardware.Fault fault,
      SimulatedTally tally) {
    this.choices = choices;
    this.machine = machine;
    this.tally = tally;
    network = new SimulatedNetwork(choices);
    SimulatedRecord record = new SimulatedRecord();
    List<SimulatedClaims> claims =
        IntStream.rangeClosed(1, 1 + choices.below(3))
            .mapToObj(agency ->
                new SimulatedClaims(
                    agency, SimulatedClaims.someBets(agency, choices.below(20)), record))
            .toList();
    SimulatedPlan plan = SimulatedPlan.random(choices, claims.size());
    office =
        new SimulatedOffice(
            choices, network, machine, fault, plan, claims, record, 1 + choices.below(3), tally);
    office.people().addSomeAgencies();
    if (choices.oneIn(3)) {
      office.letTheClockBeSet();
    }
  }

  /** Runs it; an {@link AssertionError} is a broken promise. */
  void run() {
    for (int lives = choices.below(8); lives > 0; lives--) {
      machine.plan();
      office.live(1 + choices.below(choices.oneIn(2) ? 100 : 2000));
      end();
      if (choices.oneIn(4)) {
        office.wall().passBy(choices.below(AWAY_MILLIS_MAX));
      }
    }
    machine.calm();
    office.liveToTheEnd();
    office.stop();
    office.cutPower();
    office.checkOutcome();
    tally.losses += network.losses();
  }

  /** The process ends in one way or another. */
  private void end() {
    if (machine.isPowered()) {
      switch (choices.below(4)) {
        case 0 -> {
          tally.kills++;
          office.kill();
        }
        case 1 -> {
          tally.stops++;
          office.stop();
        }
        default -> office.cutPower();
      }
    }
    if (!machine.isPowered()) {
      office.cutPower();
    }
  }
}
