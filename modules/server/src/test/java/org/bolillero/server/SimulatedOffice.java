package org.bolillero.server;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
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

  private final SimulatedMachine machine;
  private final SimulatedHardware.Fault fault;
  private final SimulatedTally tally;
  private final SeededThreads threads;
  private final SeededThreads.Group people;
  private final SimulatedNetwork network;
  private final OfficeSettings settings;
  private final List<SimulatedClaims> claims;
  private final SimulatedPlan plan;
  private final SimulatedRecord record;
  private final SimulatedWallClock wall;
  private final SimulatedDesk desk;
  private final List<SimulatedAgency> agencies = new ArrayList<>();
  private final List<SimulatedOfficial> officials = new ArrayList<>();

  /** The office that runs, and its threads. */
  private @Nullable Draw office;

  /** What happens when it has just been started. */
  private Runnable whenStarted = () -> {};

  /** Why it could not be started. */
  private @Nullable Exception refused;

  private OfficeEnd end = new OfficeEnd(OptionalInt.empty());
  private @Nullable Sessions sessions;
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
    this.people = threads.group();
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
    addOfficial("Ana", true);
    if (plan.terms().source().officials() == 2) {
      addOfficial("ben", false);
    }
  }

  private void addOfficial(String name, boolean isFirst) {
    SimulatedOfficial official =
        new SimulatedOfficial(name, isFirst, plan, desk, record, claims, network);
    officials.add(official);
    people.newThread(official).start();
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
    people.newThread(another).start();
  }

  /** The clock on the wall is set now and then. */
  void letTheClockBeSet() {
    people.newThread(wall).start();
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
    throw new AssertionError("nobody gets on, but not all are done: " + waiting());
  }

  /**
   * Runs a process from its start to its end, whatever that is, or for a number of steps. Returns
   * whether every agency has had its winners.
   */
  boolean live(int steps) {
    int failuresBefore = machine.failures();
    start();
    for (int i = 0; i < steps && isRunning() && !allAreDone() && goOn(); i++) {
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
    return allAreDone();
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

  private boolean allAreDone() {
    return agencies.stream().allMatch(SimulatedAgency::isDone)
        && officials.stream().allMatch(SimulatedOfficial::isDone);
  }

  private List<?> waiting() {
    return Stream.concat(
            agencies.stream().filter(each -> !each.isDone()),
            officials.stream().filter(each -> !each.isDone()))
        .toList();
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
        new SimulatedHardware(machine, network::nanoTime, wall, group, fault);
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
    sessions = hardware.sessions(settings, draw, end);
    network.listen(sessions::begin);
    desk.open(draw, group);
    group.newThread(() -> tellTheTime(draw)).start();
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

  /** As the office's clock does, as long as it matters. */
  private void tellTheTime(Draw draw) {
    try {
      while (draw.state() == DrawState.OPEN && draw.terms().closesAt().isPresent()) {
        draw.closeIfDue();
        network.sleep(250 + network.choices().below(1000));
      }
    } catch (LogException _) {
      // The log itself has told that it has failed.
    }
  }

  /** The log has failed, and the office tells that to those who are still there. */
  private void apologise() {
    if (sessions != null && machine.isPowered()) {
      stopSessions(new HangUpException(ErrorCode.UNAVAILABLE, "the office cannot go on"));
    }
  }

  private void stopSessions(HangUpException why) {
    network.stopListening();
    desk.close();
    SeededThreads.Group group = process;
    Sessions stopping = sessions;
    if (group != null && stopping != null) {
      group.newThread(() -> stopping.stopAll(why, settings.timeouts().shutdown())).start();
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
    network.loseOffice();
    desk.close();
    if (process != null) {
      process.kill();
    }
    process = null;
    office = null;
    sessions = null;
  }

  /** SIGTERM. */
  void stop() {
    Draw stopping = office;
    SeededThreads.Group group = process;
    if (stopping != null && group != null && !end.isFailure()) {
      stopSessions(new HangUpException(ErrorCode.SHUTTING_DOWN, "the office is stopping"));
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
