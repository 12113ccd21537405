package org.bolillero.storage;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.function.Function;
import org.bolillero.simulation.Choices;
import org.bolillero.simulation.EveryChoice;
import org.bolillero.simulation.FaultyFolder;
import org.bolillero.simulation.Folder;
import org.bolillero.simulation.LimitedTroubles;
import org.bolillero.simulation.PowerCut;
import org.bolillero.simulation.Sabotage;
import org.bolillero.simulation.SimulatedDisk;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Tiny histories, each with every power cut and failure that it can have. */
class EveryCrashTest {
  /** What a machine does in one life. */
  private interface Life {
    boolean run(LogUnderTest machine) throws IOException, LogException;
  }

  private static final Life TWO_GROUPS =
      machine -> machine.append(300, 500) && machine.append(700) && machine.pin();

  private static final Life ONE_GROUP = machine -> machine.append(300, 500);

  private static final Life ROLL_OVER = machine -> machine.append(3900) && machine.append(300, 10);

  private static final Life ONE_ENTRY = machine -> machine.append(300);

  private static final Life NOTHING = _ -> true;

  @Test
  void aPowerCutAtAnyCallBreaksNoPromise() {
    runAll(1, 0, TWO_GROUPS, ONE_ENTRY);
    runAll(1, 0, ROLL_OVER, ONE_ENTRY);
  }

  @Test
  void norDoesAnotherOneDuringRecovery() {
    runAll(2, 0, ONE_GROUP, NOTHING);
  }

  @Test
  void norDoesAFailureOfAnyCallAndThenAPowerCut() {
    runAll(1, 1, ONE_GROUP, NOTHING);
  }

  @Tag("long")
  @Test
  void norDoTheyInLongerHistories() {
    runAll(2, 0, ONE_GROUP, ONE_ENTRY);
    runAll(2, 0, ROLL_OVER, NOTHING);
    runAll(1, 1, ONE_GROUP, ONE_ENTRY);
    runAll(1, 1, ROLL_OVER, NOTHING);
  }

  @Test
  void aFaultOfTheLogIsCaughtHereToo() {
    assertThrows(
        AssertionError.class,
        () -> runAll(Sabotage.ACKNOWLEDGE_BEFORE_FORCE::on, 1, 0, TWO_GROUPS));
    assertThrows(
        AssertionError.class, () -> runAll(Sabotage.SKIP_THE_FORCE_OF_NAMES::on, 1, 0, ONE_GROUP));
    assertThrows(
        AssertionError.class,
        () -> runAll(Sabotage.DO_NOT_WRITE_THE_LAST_ENTRIES_AGAIN::on, 1, 1, ONE_GROUP, NOTHING));
  }

  private static void runAll(int cuts, int failures, Life... lives) {
    int runs = runAll(FaultyFolder::new, cuts, failures, lives);
    System.out.println(runs + " runs");
    assertTrue(runs > 150, () -> "only " + runs + " combinations");
  }

  private static int runAll(
      Function<Folder, FaultyFolder> fault, int cuts, int failures, Life... lives) {
    EveryChoice choices = new EveryChoice();
    int runs = 0;
    do {
      try {
        new Run(choices, cuts, failures).run(fault, lives);
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("broken promise with " + choices, e);
      }
      runs++;
    } while (choices.next());
    return runs;
  }

  /** One combination of what can happen. */
  private static final class Run implements LogListener {
    private final Choices choices;
    private final SimulatedDisk disk;
    private final LimitedTroubles troubles;

    Run(Choices choices, int cuts, int failures) {
      this.choices = choices;
      troubles = new LimitedTroubles(choices, cuts, failures);
      disk = new SimulatedDisk(choices);
      disk.trouble(troubles);
      disk.useCleanBlocks();
    }

    void run(Function<Folder, FaultyFolder> fault, Life... lives) {
      LogUnderTest machine = new LogUnderTest(disk, fault, Runnable::run, this);
      for (Life life : lives) {
        live(machine, life);
        if (!disk.isPowered() || (troubles.mayCut() && choices.oneIn(2))) {
          disk.cutPower();
        }
      }
      troubles.calm();
      disk.cutPower();
      live(machine, NOTHING);
    }

    private void live(LogUnderTest machine, Life life) {
      try {
        machine.start();
        life.run(machine);
      } catch (PowerCut _) {
        // As chosen.
      } catch (IOException e) {
        if (disk.failures() == 0) {
          throw new AssertionError("the log failed, although nothing else did", e);
        }
      } catch (LogException e) {
        throw new AssertionError("a sound log was refused: " + e.getMessage(), e);
      }
    }

    @Override
    public void warning(String message) {}

    @Override
    public void failed(LogException failure) {}
  }
}
