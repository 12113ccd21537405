package org.bolillero.server;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.stream.Stream;
import org.bolillero.simulation.Choices;

/** Those who have to do with the draw of a simulation: its officials and agencies. */
final class SimulatedPeople {
  /** Agencies come so late at most. */
  private static final int DELAY_MILLIS_MAX = 30_000;

  private final SimulatedNetwork network;
  private final ThreadFactory threads;
  private final List<SimulatedClaims> claims;
  private final List<SimulatedAgency> agencies = new ArrayList<>();
  private final List<SimulatedOfficial> officials = new ArrayList<>();

  /**
   * The officials of a draw, who begin at once.
   *
   * @param plan what they intend
   * @param desk where they find an office
   * @param record that of the draw
   * @param claims those of all agencies of the draw
   */
  SimulatedPeople(
      SimulatedNetwork network,
      ThreadFactory threads,
      SimulatedPlan plan,
      SimulatedDesk desk,
      SimulatedRecord record,
      List<SimulatedClaims> claims) {
    this.network = network;
    this.threads = threads;
    this.claims = claims;
    officials.add(new SimulatedOfficial("Ana", true, plan, desk, record, claims, network));
    if (plan.terms().source().officials() == 2) {
      officials.add(new SimulatedOfficial("ben", false, plan, desk, record, claims, network));
    }
    officials.forEach(each -> threads.newThread(each).start());
  }

  /**
   * Lets somebody speak for an agency.
   *
   * @param visitsMax how many connections it opens, unless it is faithful
   * @param delayMillis how long it does not come at first
   */
  void addAgency(
      SimulatedAgency.Kind kind, SimulatedClaims agency, int visitsMax, int delayMillis) {
    SimulatedAgency another =
        new SimulatedAgency(kind, agency, claims, network, visitsMax, delayMillis);
    agencies.add(another);
    threads.newThread(another).start();
  }

  /** Lets one or two speak for each agency, as chance has it. */
  void addSomeAgencies() {
    Choices choices = network.choices();
    for (SimulatedClaims each : claims) {
      int delayMillis = choices.oneIn(3) ? choices.below(DELAY_MILLIS_MAX) : 0;
      if (choices.oneIn(5)) {
        addAgency(SimulatedAgency.Kind.DESERTING, each, 1 + choices.below(3), delayMillis);
      } else {
        addAgency(SimulatedAgency.Kind.FAITHFUL, each, 0, delayMillis);
      }
      if (choices.oneIn(4)) {
        addAgency(SimulatedAgency.Kind.PASSING, each, 3, 0);
      }
    }
  }

  /** Whether every agency has had its winners, and all is decided that was intended. */
  boolean areDone() {
    return agencies.stream().allMatch(SimulatedAgency::isDone)
        && officials.stream().allMatch(SimulatedOfficial::isDone);
  }

  /** Those who are not done. */
  List<?> waiting() {
    return Stream.concat(
            agencies.stream().filter(each -> !each.isDone()),
            officials.stream().filter(each -> !each.isDone()))
        .toList();
  }
}
