package org.bolillero.kafka;

import java.util.List;
import java.util.Optional;
import org.bolillero.simulation.Choices;
import org.bolillero.storage.LogException;

/** What happens to offices that share their logs, and to brokers, as chance has it. */
public final class SimulatedMisfortunes {
  private static final int TAKE_OVER_STEPS_MAX = 3_000;

  private final SimulatedWorld world;
  private final Choices choices;
  private final List<? extends Office> offices;
  private final SimulatedTally tally;

  /** An office to which they happen. Nothing does if no process of it runs. */
  public interface Office {
    /** Begins a process, unless one runs. */
    void start();

    /** {@code kill}. */
    void stop();

    /** The process leads, and has not failed. */
    boolean isLeading();

    /** Its process has come to an end in good order. */
    boolean hasEnded();

    /** Why its process has failed, if it has. */
    Optional<LogException> failure();

    /** {@code kill -9}, or what happens to a process that has failed. */
    void kill();

    void losePower();

    SimulatedHost host();
  }

  /** None has happened yet. */
  public SimulatedMisfortunes(
      SimulatedWorld world, List<? extends Office> offices, SimulatedTally tally) {
    this.world = world;
    this.choices = world.choices();
    this.offices = offices;
    this.tally = tally;
  }

  /** Lets so many steps be taken. */
  public void goOn(int steps) {
    for (int i = 0; i < steps && world.goOn(); i++) {
      tally.steps++;
    }
  }

  /** Something happens. */
  public void happen() {
    Office office = offices.get(choices.below(offices.size()));
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
        office.host().pause();
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
          office.host().replicas().fail();
        } else {
          office.host().cutOff(true);
        }
      }
      case 7 -> {
        office.host().cutOff(false);
        world.brokers().away(false);
        world.brokers().tooFew(choices.oneIn(4));
      }
      case 8 -> office.host().resume();
      case 9, 10, 11 -> takeOver();
      default -> office.start();
    }
  }

  /** The one that leads is out of the world until another one leads, and does not know it then. */
  private void takeOver() {
    List<? extends Office> leading = offices.stream().filter(Office::isLeading).toList();
    if (leading.isEmpty()) {
      return;
    }
    SimulatedHost old = leading.get(choices.below(leading.size())).host();
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

  private boolean isLedByAnother(List<? extends Office> others) {
    return offices.stream().anyMatch(each -> each.isLeading() && !others.contains(each));
  }

  /**
   * A process that has failed or come to an end starts again.
   *
   * @param perhaps whether it may go on for a while instead
   */
  public void restartFailed(boolean perhaps) {
    for (Office each : offices) {
      boolean isOver = each.failure().isPresent() || each.hasEnded();
      if (isOver && !(perhaps && choices.oneIn(2))) {
        each.failure()
            .filter(SimulatedMisfortunes::isStrange)
            .ifPresent(why -> {
              throw new AssertionError("an office cannot go on: " + why.getMessage(), why);
            });
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

  /** Nothing happens any more, and all that has happened is over. */
  public void calm() {
    world.brokers().trouble(0);
    world.brokers().away(false);
    world.brokers().tooFew(false);
    for (Office each : offices) {
      each.host().cutOff(false);
      each.host().resume();
      each.start();
    }
  }

  /** Whether exactly one leads, and all are well. */
  public boolean isCalm() {
    return offices.stream().filter(Office::isLeading).count() == 1
        && offices.stream().noneMatch(each -> each.failure().isPresent() || each.hasEnded());
  }
}
