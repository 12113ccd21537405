package org.bolillero.server;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.bolillero.kafka.SimulatedMisfortunes;
import org.bolillero.kafka.SimulatedWorld;
import org.bolillero.simulation.Choices;

/**
 * One history of offices that share the log of a draw, and of its agencies and officials: offices
 * follow, lead, are paused, killed and stopped, and so are the brokers, as chance has it, until all
 * is calm and every agency has its winners.
 */
final class SharedOfficesHistory {
  private static final int CALM_STEPS_MAX = 200_000;
  private static final int TICK_MILLIS_MAX = 3_000;

  private final Choices choices;
  private final SimulatedWorld world;
  private final CommonLog log;
  private final SimulatedPeople people;
  private final List<SharedOffice> offices = new ArrayList<>();
  private final SimulatedMisfortunes misfortunes;
  private final SharedTally tally;

  SharedOfficesHistory(Choices choices, SharedFault fault, SharedTally tally) {
    this.choices = choices;
    this.tally = tally;
    world = new SimulatedWorld(choices);
    int count = 2 + choices.below(2);
    int agencies = 1 + choices.below(3);
    log =
        new CommonLog(
            SharedDraw.NUMBER, () -> world.brokers().stream(SharedDraw.NUMBER), agencies, choices);
    var network = new SimulatedNetwork(choices, world.time(), count);
    var plan = SimulatedPlan.random(choices, agencies);
    var settings =
        new OfficeSetup(Path.of("nowhere"), agencies)
            .sessionsMax(1 + choices.below(3))
            // By the real clock, which must not come into it.
            .shutdownTimeout(Duration.ofHours(1))
            .settings();
    var draw =
        new SharedDraw(world, network, new SimulatedDesk(network), log, plan, settings, fault);
    for (int port = 0; port < count; port++) {
      offices.add(new SharedOffice("office " + (port + 1), port, draw, tally.misfortunes()));
    }
    misfortunes = new SimulatedMisfortunes(world, offices, tally.misfortunes());
    people =
        new SimulatedPeople(
            network, world.process(), plan, draw.desk(), log.record(), log.claims());
    people.addSomeAgencies();
  }

  /** Runs it; an {@link AssertionError} is a broken promise. */
  void run() {
    world.tick(Duration.ofMillis(choices.below(TICK_MILLIS_MAX)));
    world.brokers().trouble(choices.oneIn(3) ? 0 : 4 << choices.below(5));
    for (SharedOffice each : offices) {
      if (!choices.oneIn(4)) {
        each.start();
      }
    }
    misfortunes.goOn(choices.below(600));
    for (int events = choices.below(12); events > 0; events--) {
      misfortunes.happen();
      misfortunes.goOn(1 + choices.below(choices.oneIn(2) ? 60 : 600));
    }
    misfortunes.calm();
    for (int steps = 0; !isSettled(); steps++) {
      if (steps == CALM_STEPS_MAX) {
        throw new AssertionError(
            "nobody gets on although all is calm; not done: " + people.waiting());
      }
      misfortunes.goOn(1);
      misfortunes.restartFailed(false);
    }
    log.checkOutcome();
    tally.add(world, log);
  }

  /** Exactly one leads, everybody has what they wanted, and all replicas have all of it. */
  private boolean isSettled() {
    return misfortunes.isCalm()
        && people.areDone()
        && offices.stream().allMatch(SharedOffice::hasAll);
  }
}
