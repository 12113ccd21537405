package org.bolillero.server;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.function.LongSupplier;
import org.bolillero.office.Draw;
import org.bolillero.office.DrawAnswer.Standing;
import org.bolillero.office.DrawEnvironment;
import org.bolillero.office.DrawEvent;
import org.bolillero.office.DrawEventCodec;
import org.bolillero.office.DrawTerms;
import org.bolillero.office.OfficeListener;
import org.bolillero.office.SettingsConflictException;
import org.bolillero.office.testing.OneDraw;
import org.bolillero.office.testing.OpenedLog;
import org.bolillero.office.testing.StoredLog;
import org.bolillero.office.testing.TestBets;
import org.bolillero.storage.EntryVisitor;
import org.bolillero.storage.Log;
import org.bolillero.storage.LogException;
import org.bolillero.storage.LogOpener;

/**
 * What an office of a simulation runs on.
 *
 * @param disk opens the log
 * @param time the time in nanoseconds, which passes only when all wait
 * @param wall what the clock on the wall shows
 * @param group makes the office's threads
 * @param fault what is wrong with the office
 */
record SimulatedHardware(
    LogOpener disk, LongSupplier time, InstantSource wall, ThreadFactory group, Fault fault)
    implements Platform {
  /** An event as it stands in the log. */
  record Recovered(long entry, DrawEvent event) {}

  /** What is wrong with an office; nothing, if nothing is overridden. */
  interface Fault {
    Fault NONE = new Fault() {};

    /** Puts itself between an office and its log. */
    default Log in(Log log) {
      return log;
    }

    /** What a restarted office believes to have read from its log. */
    default List<Recovered> remember(List<Recovered> log, Instant now) {
      return log;
    }
  }

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
   * Opens a draw, or goes on with one. Winners are looked for by one thread.
   *
   * @param recovered is given what is in the log
   */
  Draw openDraw(DrawTerms terms, OfficeListener listener, List<Recovered> recovered)
      throws LogException, SettingsConflictException {
    return Draw.open(OpenedLog.opening(terms), opener(recovered), environment(listener));
  }

  /** Goes on with a draw that was opened before. */
  Draw reopenDraw(OfficeListener listener, List<Recovered> recovered) throws LogException {
    return Draw.reopen(opener(recovered), environment(listener))
        .orElseThrow(() -> new AssertionError("the opening is gone"));
  }

  private DrawEnvironment environment(OfficeListener listener) {
    return new DrawEnvironment(group, 0, wall, listener);
  }

  private LogOpener opener(List<Recovered> recovered) {
    return (replay, listener) -> {
      Log log = disk.open(readTo(recovered), listener);
      for (Recovered each : fault.remember(recovered, wall.instant())) {
        replay.visit(each.entry(), DrawEventCodec.toEntry(each.event()));
      }
      return fault.in(log);
    };
  }

  private static EntryVisitor readTo(List<Recovered> recovered) {
    return (number, entry) ->
        recovered.add(new Recovered(number, DrawEventCodec.read(number, StoredLog.copyOf(entry))));
  }

  /** Where an agency stands. */
  static Standing standing(Draw draw, int agency) {
    Standing unknown = new Standing(TestBets.total(agency), false, 0);
    return draw.standings().detectOptional(each -> each.total().agency() == agency).orElse(unknown);
  }

  /** The sessions of an office with this draw. */
  Sessions sessions(OfficeSettings settings, Draw draw, OfficeListener listener) {
    return sessions(settings, draw, Transport.plain(listener), listener);
  }

  /** The same, whose agencies are connected in some way. */
  Sessions sessions(
      OfficeSettings settings, Draw draw, Transport transport, OfficeListener listener) {
    OfficeLimits.Room room = new OfficeLimits.Room(1L << 30, Long.MAX_VALUE, 0, 2);
    return new Sessions(
        new OneDraw(draw), settings, OfficeLimits.of(settings, 1, room), transport, this, listener);
  }
}
