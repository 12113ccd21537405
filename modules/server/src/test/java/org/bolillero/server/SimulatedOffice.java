package org.bolillero.server;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.bolillero.office.Draw;
import org.bolillero.office.DrawAnswer.Standing;
import org.bolillero.office.DrawEvent;
import org.bolillero.office.DrawState;
import org.bolillero.office.OfficeEvent;
import org.bolillero.office.OfficeListener;
import org.bolillero.office.SettingsConflictException;
import org.bolillero.protocol.ErrorCode;
import org.bolillero.simulation.Choices;
import org.bolillero.simulation.SeededThreads;
import org.bolillero.simulation.SimulatedMachine;
import org.bolillero.storage.LogException;
import org.jspecify.annotations.Nullable;

/**
 * An office on a simulated machine, and its agencies. All of it is the real office but for the
 * disk, the network, and who goes on when. An {@link AssertionError} is a broken promise.
 */
final class SimulatedOffice {
  /** More steps than any history needs in which somebody gets on. */
  private static final int STEPS_MAX = 200_000;

  private static final int PORT = 0;

  private final SimulatedMachine machine;
  private final SimulatedHardware.Fault fault;
  private final SimulatedTally tally;
  private final SeededThreads threads;
  private final SeededThreads.Group outside;
  private final SimulatedPeople people;
  private final SimulatedNetwork network;
  private final OfficeSettings settings;
  private final List<SimulatedClaims> claims;
  private final SimulatedPlan plan;
  private final SimulatedRecord record;
  private final SimulatedWallClock wall;
  private final SimulatedDesk desk;

  /** The office that runs, and its threads. */
  private @Nullable Draw office;

  /** What happens when it has just been started. */
  private Runnable whenStarted = () -> {};

  /** Why it could not be started. */
  private @Nullable Exception refused;

  private OfficeEnd end = new OfficeEnd(OptionalInt.empty());
  private @Nullable SimulatedDoors doors;
  private SeededThreads.@Nullable Group process;

  /**
   * Sets up an office that is not running.
   *
   * @param order says who goes on
   * @param network where the agencies are
   * @param fault what is wrong with the office
   * @param plan what the officials intend
   * @param claims those of all agencies of the draw
   * @param record that of the draw
   */
  SimulatedOffice(
      Choices order,
      SimulatedNetwork network,
      SimulatedMachine machine,
      SimulatedHardware.Fault fault,
      SimulatedPlan plan,
      List<SimulatedClaims> claims,
      SimulatedRecord record,
      int sessionsMax,
      SimulatedTally tally) {
    this.threads = new SeededThreads(order);
    this.outside = threads.group();
    this.network = network;
    this.machine = machine;
    this.fault = fault;
    this.plan = plan;
    this.claims = claims;
    this.record = record;
    this.tally = tally;
    this.wall = new SimulatedWallClock(network);
    this.desk = new SimulatedDesk(network);
    this.settings =
        new OfficeSetup(Path.of("nowhere"), claims.size())
            .sessionsMax(sessionsMax)
            // By the real clock, which must not come into it.
            .shutdownTimeout(Duration.ofHours(1))
            .settings();
    this.people = new SimulatedPeople(network, outside, plan, desk, record, claims);
  }

  SimulatedPeople people() {
    return people;
  }

  /** The clock on the wall is set now and then. */
  void letTheClockBeSet() {
    outside.newThread(wall).start();
  }

  /** Does something whenever an office has just been started, and has not taken a bet yet. */
  void whenStarted(Runnable what) {
    whenStarted = what;
  }

  SimulatedWallClock wall() {
    return wall;
  }

  /** Nothing goes wrong any more, but for what has gone wrong before and shows only now. */
  void liveToTheEnd() {
    int failuresBefore;
    do {
      failuresBefore = machine.failures();
      if (live(STEPS_MAX)) {
        return;
      }
      kill();
      machine.cutPower();
    } while (machine.failures() > failuresBefore);
    throw new AssertionError("nobody gets on, but not all are done: " + people.waiting());
  }

  /**
   * Runs a process from its start to its end, whatever that is, or for a number of steps. Returns
   * whether every agency has had its winners.
   */
  boolean live(int steps) {
    int failuresBefore = machine.failures();
    start();
    for (int i = 0; i < steps && isRunning() && !people.areDone() && goOn(); i++) {
      tally.steps++;
    }
    boolean isStrange = machine.failures() == failuresBefore && machine.isPowered();
    if (refused != null && (isStrange || isDamage(refused))) {
      throw new AssertionError("a sound log was refused: " + refused.getMessage(), refused);
    }
    if (office != null && end.isFailure()) {
      tally.logFailures++;
      if (isStrange) {
        throw new AssertionError("the office failed, although nothing else did", reason());
      }
      apologise();
    }
    return people.areDone();
  }

  private static boolean isDamage(Exception why) {
    return !(why instanceof LogException log) || log.kind() == LogException.Kind.DAMAGED;
  }

  private boolean goOn() {
    return threads.step() || network.passTime();
  }

  private boolean isRunning() {
    return machine.isPowered() && refused == null && !end.isFailure();
  }

  private Throwable reason() {
    try {
      end.await();
      return new AssertionError("it has not failed");
    } catch (LogException | InterruptedException | RuntimeException e) {
      return e;
    }
  }

  /** Begins the process of an office. */
  private void start() {
    SeededThreads.Group group = threads.group();
    process = group;
    refused = null;
    end = new OfficeEnd(OptionalInt.empty());
    group
        .newThread(() -> {
          try {
            open(group);
          } catch (LogException | SettingsConflictException e) {
            refused = e;
          }
        })
        .start();
  }

  /** Opens an office and compares what it has with what it has promised. */
  private void open(SeededThreads.Group group) throws LogException, SettingsConflictException {
    SimulatedHardware hardware =
        new SimulatedHardware(
            SimulatedFiles.of(machine, group), network::nanoTime, wall, group, fault);
    OfficeListener listener = end.and(this::see);
    List<SimulatedHardware.Recovered> recovered = new ArrayList<>();
    record.beginStart();
    Draw draw =
        record.isOpened() && network.choices().oneIn(2)
            ? hardware.reopenDraw(listener, recovered)
            : hardware.openDraw(plan.terms(), listener, recovered);
    compare(draw, recovered);
    boolean isDue =
        plan.terms().closesAt().map(time -> !wall.instant().isBefore(time)).orElse(false);
    draw.resume();
    if (isDue && draw.state() == DrawState.OPEN) {
      throw new AssertionError("the office is open, and the clock says that it is closed");
    }
    whenStarted.run();
    office = draw;
    SimulatedDoors opening = new SimulatedDoors(network, PORT, desk, settings, group);
    doors = opening;
    opening.open(draw, hardware.sessions(settings, draw, end));
  }

  private void see(OfficeEvent event) {
    if (event instanceof OfficeEvent.DrawOnRecord(_, DrawEvent.OnRecord step)) {
      record.see(step);
    }
  }

  private void compare(Draw draw, List<SimulatedHardware.Recovered> recovered) {
    record.hearRestart(recovered, draw.record());
    for (SimulatedClaims each : claims) {
      Standing standing = SimulatedHardware.standing(draw, each.agency());
      boolean isExcused =
          recovered.stream()
              .anyMatch(entry ->
                  entry.event() instanceof DrawEvent.Excused excused
                      && excused.total().agency() == each.agency());
      each.hearRestart(standing.total(), standing.finished(), isExcused);
    }
  }

  /** The log has failed, and the office tells that to those who are still there. */
  private void apologise() {
    if (machine.isPowered()) {
      closeDoors(new HangUpException(ErrorCode.UNAVAILABLE, "the office cannot go on"));
    }
  }

  private void closeDoors(HangUpException why) {
    if (doors != null) {
      doors.close(why);
      for (int i = network.choices().below(300); i > 0 && goOn(); i--) {
        tally.steps++;
      }
    }
  }

  /** Loses the power, and gets it back. */
  void cutPower() {
    tally.powerCuts++;
    kill();
    machine.cutPower();
  }

  /** {@code kill -9}. */
  void kill() {
    if (doors != null) {
      doors.lose();
    }
    if (process != null) {
      process.kill();
    }
    process = null;
    office = null;
    doors = null;
  }

  /** SIGTERM. */
  void stop() {
    Draw stopping = office;
    SeededThreads.Group group = process;
    if (stopping != null && group != null && !end.isFailure()) {
      closeDoors(new HangUpException(ErrorCode.SHUTTING_DOWN, "the office is stopping"));
      boolean[] closed = {false};
      group
          .newThread(() -> {
            try {
              stopping.close();
            } catch (LogException _) {
              tally.logFailures++;
            }
            closed[0] = true;
          })
          .start();
      while (machine.isPowered() && !closed[0]) {
        if (!goOn()) {
          throw new AssertionError("the log does not close");
        }
      }
    }
    kill();
  }

  /** In the end the log has all bets that count, and a result for each number. */
  void checkOutcome() {
    start();
    while (office == null && refused == null && goOn()) {
      tally.steps++;
    }
    if (office == null) {
      throw new AssertionError("the log was refused in the end", refused);
    }
    record.checkOutcome(claims);
    record.tell(tally);
    claims.stream()
        .filter(SimulatedClaims::isLate)
        .forEach(_ -> tally.count(SimulatedTally.Happened.LATE));
    kill();
  }
}
