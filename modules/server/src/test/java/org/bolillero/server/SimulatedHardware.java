package org.bolillero.server;

import java.time.Duration;
import java.time.LocalDate;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.bolillero.office.Draw;
import org.bolillero.office.DrawAnswer.Standing;
import org.bolillero.office.DrawEnvironment;
import org.bolillero.office.DrawEvent;
import org.bolillero.office.DrawEventCodec;
import org.bolillero.office.OfficeListener;
import org.bolillero.office.SettingsConflictException;
import org.bolillero.office.testing.OneDraw;
import org.bolillero.office.testing.OpenedLog;
import org.bolillero.office.testing.TestBets;
import org.bolillero.simulation.SimulatedMachine;
import org.bolillero.storage.EntryVisitor;
import org.bolillero.storage.Log;
import org.bolillero.storage.LogException;

/**
 * What an office of a simulation runs on.
 *
 * @param machine has the disk
 * @param time the time in nanoseconds, which passes only when all wait
 * @param group makes the office's threads
 * @param fault what is wrong with the office
 */
record SimulatedHardware(
    SimulatedMachine machine, LongSupplier time, ThreadFactory group, UnaryOperator<Log> fault)
    implements Platform {
  @Override
  public LocalDate today() {
    return OfficeSetup.TODAY;
  }

  @Override
  public long nanoTime() {
    return time.getAsLong();
  }

  /** What is sent arrives at once here, and so does what is answered to it. */
  @Override
  public void pause(Duration ignored) {}

  /**
   * All but the one that looks after writes every half second. It would wait by the real clock, so
   * that a run which takes longer, on a busy machine, were another one than before.
   */
  @Override
  public ThreadFactory threads(String name) {
    return name.equals("write-watch") ? _ -> group.newThread(() -> {}) : group;
  }

  /**
   * Recovers the log of a draw, in which the winners are looked for by one thread.
   *
   * @param recovered is given what is in the log
   */
  Draw openDraw(OfficeSettings settings, OfficeListener listener, Consumer<DrawEvent> recovered)
      throws LogException, SettingsConflictException {
    return Draw.open(
        OpenedLog.opening(settings.terms().orElseThrow()),
        (replay, log) ->
            fault.apply(SimulatedFiles.openLog(machine, replayTo(replay, recovered), log, group)),
        new DrawEnvironment(group, 0, OfficeSetup.CLOCK, listener));
  }

  private static EntryVisitor replayTo(EntryVisitor office, Consumer<DrawEvent> recovered) {
    return (number, entry) -> {
      office.visit(number, entry);
      recovered.accept(DrawEventCodec.read(number, entry));
    };
  }

  /** Where an agency stands. */
  static Standing standing(Draw draw, int agency) {
    Standing unknown = new Standing(TestBets.total(agency), false, 0);
    return draw.standings().detectOptional(each -> each.total().agency() == agency).orElse(unknown);
  }

  /** The sessions of an office with this draw. */
  Sessions sessions(OfficeSettings settings, Draw draw, OfficeListener listener) {
    OfficeLimits.Room room = new OfficeLimits.Room(1L << 30, Long.MAX_VALUE, 0, 2);
    return new Sessions(
        new OneDraw(draw), settings, OfficeLimits.of(settings, 1, room), this, listener);
  }
}
