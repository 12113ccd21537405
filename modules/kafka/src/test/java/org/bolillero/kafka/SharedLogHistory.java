package org.bolillero.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.bolillero.simulation.Choices;
import org.bolillero.storage.LogException;

/**
 * One history of offices that share their logs: they follow, lead, are paused, killed and stopped,
 * and so are the brokers, as chance has it, until all is calm and every draw is drawn.
 */
final class SharedLogHistory {
  private static final int CALM_STEPS_MAX = 100_000;
  private static final int TICK_MILLIS_MAX = 3_000;

  private final Choices choices;
  private final SimulatedWorld world;
  private final SimulatedTally tally;
  private final List<SimulatedDraw> draws = new ArrayList<>();
  private final List<SimulatedOffice> offices = new ArrayList<>();
  private final SimulatedMisfortunes misfortunes;

  SharedLogHistory(Choices choices, SimulatedFault fault, SimulatedTally tally) {
    this.choices = choices;
    this.tally = tally;
    world = new SimulatedWorld(choices);
    int drawCount = 1 + choices.below(2);
    for (int draw = 1; draw <= drawCount; draw++) {
      int number = draw;
      draws.add(new SimulatedDraw(draw, () -> world.brokers().stream(number)));
    }
    for (int i = 2 + choices.below(2); i > 0; i--) {
      offices.add(
          new SimulatedOffice(
              "office " + i, world, drawCount, draw -> draws.get(draw - 1), fault, tally));
    }
    misfortunes = new SimulatedMisfortunes(world, offices, tally);
  }

  /** Runs it; an {@link AssertionError} is a broken promise. */
  void run() {
    world.tick(Duration.ofMillis(choices.below(TICK_MILLIS_MAX)));
    world.brokers().trouble(choices.oneIn(3) ? 0 : 4 << choices.below(5));
    for (SimulatedOffice each : offices) {
      if (!choices.oneIn(4)) {
        each.start();
      }
    }
    misfortunes.goOn(choices.below(300));
    for (int events = choices.below(12); events > 0; events--) {
      misfortunes.happen();
      misfortunes.goOn(1 + choices.below(choices.oneIn(2) ? 30 : 300));
    }
    misfortunes.calm();
    offices.forEach(SimulatedOffice::hurry);
    for (int steps = 0; !isSettled(); steps++) {
      if (steps == CALM_STEPS_MAX) {
        throw new AssertionError("nobody gets on although all is calm");
      }
      misfortunes.goOn(1);
      misfortunes.restartFailed(false);
    }
    draws.forEach(SimulatedDraw::checkOutcome);
    // What a log on a disk has not written yet is lost with its process, and nobody misses it.
    if (choices.oneIn(8) && offices.stream().noneMatch(each -> each.host().replicas().isOnDisk())) {
      damage(1 + choices.below(draws.size()));
    }
    tally.add(world);
  }

  /** A topic loses what was acknowledged. Every office notices, and none takes it for all. */
  private void damage(int draw) {
    draws.get(draw - 1).damage();
    if (choices.oneIn(2)) {
      world.brokers().delete(draw);
    } else {
      offices.forEach(SimulatedOffice::kill);
      world.brokers().dropLate(); // It could be just what is missing.
      SimulatedStream topic = world.brokers().stream(draw);
      topic.truncate(choices.below(topic.lastEntry()));
    }
    tally.damages++;
    List<SimulatedOffice> unaware = new ArrayList<>(offices);
    for (int steps = 0; !unaware.isEmpty(); steps++) {
      if (steps == CALM_STEPS_MAX) {
        throw new AssertionError("damage to the topic of draw %d was not found".formatted(draw));
      }
      unaware.forEach(SimulatedOffice::start);
      misfortunes.goOn(1);
      unaware.removeIf(SharedLogHistory::hasFoundDamage);
      misfortunes.restartFailed(false);
    }
  }

  private static boolean hasFoundDamage(SimulatedOffice office) {
    boolean isDamaged =
        office.failure().filter(why -> why.kind() == LogException.Kind.DAMAGED).isPresent();
    if (isDamaged) {
      office.kill();
    }
    return isDamaged;
  }

  /** Exactly one leads, all is drawn, and all have all of it. */
  private boolean isSettled() {
    return misfortunes.isCalm()
        && draws.stream().allMatch(SimulatedDraw::isDrawn)
        && offices.stream().allMatch(this::hasAll);
  }

  private boolean hasAll(SimulatedOffice office) {
    for (int i = 0; i < draws.size(); i++) {
      if (office.host().replicas().size(i + 1) != draws.get(i).entries().size()) {
        return false;
      }
    }
    return true;
  }
}
