package org.bolillero.storage;

import java.io.IOException;
import java.util.function.Function;
import org.bolillero.simulation.Choices;
import org.bolillero.simulation.FaultyFolder;
import org.bolillero.simulation.Folder;
import org.bolillero.simulation.PowerCut;
import org.bolillero.simulation.SimulatedDisk;
import org.bolillero.simulation.Troubles;

/**
 * One history of a log: a machine that starts, appends, fails, loses power, starts again, as chance
 * has it.
 */
final class LogHistory {
  private static final int[] PAYLOAD_BYTES = {480, 60, 1000, 0, 1800, 448, 200, 4000};

  /** Less than many an entry takes. */
  private static final int PIECE_BYTES = 700;

  private final Choices choices;
  private final Tally tally;
  private final SimulatedDisk disk;
  private final Troubles troubles;
  private final LogUnderTest machine;

  // With few sizes, or with ends on sectors' ends, what is written after a crash fits exactly over
  // what was torn by it.
  private final int payloadSizes;
  private final boolean endsOnSectors;

  /** Whether lives are short, so that little is written between one recovery and the next. */
  private final boolean hasty;

  /**
   * Prepares a history.
   *
   * @param fault what is wrong with the log; nothing if it makes a plain {@link FaultyFolder}
   */
  LogHistory(Choices choices, Function<Folder, FaultyFolder> fault, Tally tally) {
    this.choices = choices;
    this.tally = tally;
    this.payloadSizes = 1 + choices.below(PAYLOAD_BYTES.length);
    this.endsOnSectors = choices.oneIn(2);
    this.hasty = choices.oneIn(2);
    this.disk = new SimulatedDisk(choices);
    this.troubles = new Troubles(choices);
    this.machine = new LogUnderTest(disk, fault, troubles, new Listener());
    if (choices.oneIn(4)) {
      machine.readInPieces(PIECE_BYTES);
    }
    disk.trouble(troubles);
  }

  /** Runs it; an {@link AssertionError} is a broken promise. */
  void run() {
    for (int lives = 1 + choices.below(hasty ? 12 : 8); lives > 0; lives--) {
      disk.room(choices.oneIn(4) ? (1 + choices.below(6)) * 4096L : Long.MAX_VALUE);
      if (hasty) {
        troubles.planEarly();
      } else {
        troubles.plan();
      }
      live();
      end();
    }
    disk.room(Long.MAX_VALUE);
    troubles.calm();
    live();
    tally.promised += machine.promises().promised();
  }

  /** A process from its start to its end, whatever that is. */
  private void live() {
    int failuresBefore = disk.failures();
    try {
      machine.start();
      work();
    } catch (PowerCut _) {
      // As planned.
    } catch (IOException e) {
      if (disk.failures() == failuresBefore) {
        throw new AssertionError("the log failed, although nothing else did", e);
      }
    } catch (LogException e) {
      throw new AssertionError("a sound log was refused: " + e.getMessage(), e);
    }
  }

  private void work() throws IOException, LogException {
    boolean usable = true;
    for (int steps = choices.below(hasty ? 3 : 12); steps > 0 && usable; steps--) {
      usable = choices.oneIn(4) ? machine.pin() : machine.append(payloads());
    }
    if (disk.isPowered() && choices.oneIn(4)) {
      machine.read(1 + choices.below(1000));
    }
    if (disk.isPowered() && (!usable || choices.oneIn(2))) {
      machine.stop(!usable);
    }
  }

  /** A process has ended: the power goes, and a bit may flip, or just another process starts. */
  private void end() {
    if (disk.isPowered() && !choices.oneIn(3)) {
      tally.restarts++;
      return;
    }
    disk.cutPower();
    tally.powerCuts++;
    if (choices.oneIn(6)) {
      Damage.somewhere(disk, choices).ifPresent(this::liveWithDamage);
    }
  }

  /** A bit has flipped: what was acknowledged is served whole, or the log is refused. */
  private void liveWithDamage(Damage damage) {
    tally.damages++;
    troubles.calm();
    disk.room(Long.MAX_VALUE);
    try {
      machine.startDamaged(damage.soundThrough());
    } catch (LogException refusal) {
      tally.refusals++;
      damage.checkNamed(refusal);
      damage.undo();
    } catch (IOException e) {
      throw new AssertionError("the log failed, although nothing else did", e);
    }
  }

  private int[] payloads() {
    int[] sizes = new int[1 + choices.below(4)];
    int offset = machine.log().endOffset();
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] =
          endsOnSectors
              ? Math.floorMod(-offset - EntryFormat.HEADER_BYTES, SimulatedDisk.SECTOR_BYTES)
              : PAYLOAD_BYTES[choices.below(payloadSizes)];
      offset += EntryFormat.HEADER_BYTES + sizes[i];
    }
    return sizes;
  }

  private final class Listener implements LogListener {
    @Override
    public void warning(String message) {
      if (message.contains("cut off")) {
        tally.tornTails++;
      } else {
        tally.warnings++;
      }
    }

    @Override
    public void failed(LogException failure) {
      tally.logFailures++;
    }
  }
}
