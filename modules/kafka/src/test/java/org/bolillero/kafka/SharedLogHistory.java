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
  private static final int TAKE_OVER_STEPS_MAX = 3_000;
  private static final int TICK_MILLIS_MAX = 3_000;

  private final Choices choices;
  private final SimulatedWorld world;
  private final SimulatedTally tally;
  private final List<SimulatedSequence> draws = new ArrayList<>();
  private final List<SimulatedOffice> offices = new ArrayList<>();

  SharedLogHistory(Choices choices, SimulatedFault fault, SimulatedTally tally) {
    this.choices = choices;
    this.tally = tally;
    world = new SimulatedWorld(choices);
    int drawCount = 1 + choices.below(2);
    for (int draw = 1; draw <= drawCount; draw++) {
      int number = draw;
      draws.add(new SimulatedSequence(draw, () -> world.brokers().stream(number)));
    }
    for (int i = 2 + choices.below(2); i > 0; i--) {
      offices.add(
          new SimulatedOffice(
              "office " + i, world, drawCount, draw -> draws.get(draw - 1), fault, tally));
    }
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
    goOn(choices.below(300));
    for (int events = choices.below(12); events > 0; events--) {
      happen(offices.get(choices.below(offices.size())));
      goOn(1 + choices.below(choices.oneIn(2) ? 30 : 300));
    }
    calm();
    for (int steps = 0; !isSettled(); steps++) {
      if (steps == CALM_STEPS_MAX) {
        throw new AssertionError("nobody gets on although all is calm");
      }
      goOn(1);
      restartFailed(false);
    }
    draws.forEach(SimulatedSequence::checkOutcome);
    // What a log on a disk has not written yet is lost with its process, and nobody misses it.
    if (choices.oneIn(8) && offices.stream().noneMatch(each -> each.replicas().isOnDisk())) {
      damage(1 + choices.below(draws.size()));
    }
    tally.losses += world.brokers().losses;
    tally.repetitions += world.brokers().repetitions;
    tally.seconds += Duration.ofNanos(world.time().nanoTime()).toSeconds();
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
      goOn(1);
      unaware.removeIf(SharedLogHistory::hasFoundDamage);
      restartFailed(false);
    }
  }

  private static boolean hasFoundDamage(SimulatedOffice office) {
    LogException why = office.failure();
    boolean isDamaged = why != null && why.kind() == LogException.Kind.DAMAGED;
    if (isDamaged) {
      office.kill();
    }
    return isDamaged;
  }

  private void goOn(int steps) {
    for (int i = 0; i < steps && world.goOn(); i++) {
      tally.steps++;
    }
  }

  private void happen(SimulatedOffice office) {
    restartFailed(true);
    switch (choices.below(14)) {
      case 0 -> {
        office.kill();
        tally.kills++;
      }
      case 1 -> {
        office.losePower();
        tally.powerCuts++;
      }
      case 2, 3 -> {
        office.pause();
        tally.pauses++;
      }
      case 4 -> {
        office.stop();
        tally.stops++;
      }
      case 5 -> {
        world.brokers().away(true);
        tally.outages++;
      }
      case 6 -> {
        if (choices.oneIn(4)) {
          office.replicas().fail();
        } else {
          office.cutOff(true);
        }
      }
      case 7 -> {
        office.cutOff(false);
        world.brokers().away(false);
        world.brokers().tooFew(choices.oneIn(4));
      }
      case 8 -> office.resume();
      case 9, 10, 11 -> takeOver();
      default -> office.start();
    }
  }

  /** The one that leads is out of the world until another one leads, and does not know it then. */
  private void takeOver() {
    List<SimulatedOffice> leading = offices.stream().filter(SimulatedOffice::isLeading).toList();
    if (leading.isEmpty()) {
      return;
    }
    SimulatedOffice old = leading.get(choices.below(leading.size()));
    boolean isPaused = choices.oneIn(2);
    if (isPaused) {
      old.pause();
    } else {
      old.cutOff(true);
    }
    for (int steps = 0; steps < TAKE_OVER_STEPS_MAX && !isLedByAnother(leading); steps++) {
      goOn(1);
    }
    goOn(choices.below(100));
    old.resume();
    old.cutOff(false);
    tally.takeovers++;
  }

  private boolean isLedByAnother(List<SimulatedOffice> others) {
    return offices.stream().anyMatch(each -> each.isLeading() && !others.contains(each));
  }

  /** A process that has failed or come to an end goes on for a while, or not, and starts again. */
  private void restartFailed(boolean perhaps) {
    for (SimulatedOffice each : offices) {
      if ((each.hasFailed() || each.hasEnded()) && !(perhaps && choices.oneIn(2))) {
        LogException why = each.failure();
        if (why != null && isStrange(why)) {
          throw new AssertionError("an office cannot go on", why);
        }
        each.kill();
        each.start();
      }
    }
  }

  private static boolean isStrange(LogException why) {
    return why.kind() != LogException.Kind.TAKEN_OVER
        && why.kind() != LogException.Kind.FAILED
        && why.kind() != LogException.Kind.CLOSED;
  }

  private void calm() {
    world.brokers().trouble(0);
    world.brokers().away(false);
    world.brokers().tooFew(false);
    for (SimulatedOffice each : offices) {
      each.cutOff(false);
      each.resume();
      each.start();
      each.hurry();
    }
  }

  /** Exactly one leads, all is drawn, and all have all of it. */
  private boolean isSettled() {
    return offices.stream().filter(SimulatedOffice::isLeading).count() == 1
        && offices.stream().noneMatch(each -> each.hasFailed() || each.hasEnded())
        && draws.stream().allMatch(SimulatedSequence::isDrawn)
        && offices.stream().allMatch(this::hasAll);
  }

  private boolean hasAll(SimulatedOffice office) {
    for (int i = 0; i < draws.size(); i++) {
      if (office.replicas().size(i + 1) != draws.get(i).size()) {
        return false;
      }
    }
    return true;
  }
}
