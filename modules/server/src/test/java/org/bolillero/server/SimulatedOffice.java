package org.bolillero.server;

import static org.bolillero.server.OfficeSetup.WINNING_NUMBER;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import org.bolillero.lottery.Bet;
import org.bolillero.lottery.Winners;
import org.bolillero.office.Draw;
import org.bolillero.office.DrawAnswer.Standing;
import org.bolillero.office.DrawEvent;
import org.bolillero.office.DrawEvent.AgencyTotal;
import org.bolillero.office.SettingsConflictException;
import org.bolillero.office.testing.TestBets;
import org.bolillero.protocol.ErrorCode;
import org.bolillero.simulation.Choices;
import org.bolillero.simulation.SeededThreads;
import org.bolillero.simulation.SimulatedMachine;
import org.bolillero.storage.Log;
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
  private final UnaryOperator<Log> fault;
  private final SimulatedTally tally;
  private final SeededThreads threads;
  private final SeededThreads.Group people;
  private final SimulatedNetwork network;
  private final OfficeSettings settings;
  private final List<SimulatedClaims> claims;
  private final List<SimulatedAgency> agencies = new ArrayList<>();

  /** What the log has said of the draw at the last start; it must not change. */
  private DrawEvent.@Nullable Sealed seal;

  private DrawEvent.@Nullable Drawn drawn;

  /** The office that runs, and its threads. */
  private @Nullable Draw office;

  /** Why it could not be started. */
  private @Nullable Exception refused;

  private OfficeEnd end = new OfficeEnd(OptionalInt.empty());
  private @Nullable Sessions sessions;
  private SeededThreads.@Nullable Group process;

  /**
   * Sets up an office that is not running.
   *
   * @param order says who goes on
   * @param network where the agencies are, which are one for each of the claims
   * @param fault what is wrong with the office
   */
  SimulatedOffice(
      Choices order,
      SimulatedNetwork network,
      SimulatedMachine machine,
      UnaryOperator<Log> fault,
      List<SimulatedClaims> claims,
      int sessionsMax,
      SimulatedTally tally) {
    this.threads = new SeededThreads(order);
    this.people = threads.group();
    this.network = network;
    this.machine = machine;
    this.fault = fault;
    this.claims = claims;
    this.tally = tally;
    this.settings =
        new OfficeSetup(Path.of("nowhere"), claims.size())
            .sessionsMax(sessionsMax)
            // By the real clock, which must not come into it.
            .shutdownTimeout(Duration.ofHours(1))
            .settings();
    claims.forEach(each -> addConnection(each, Integer.MAX_VALUE));
  }

  /** Lets another one speak for an agency, for some time. */
  void addConnection(SimulatedClaims agency, int visitsMax) {
    SimulatedAgency another = new SimulatedAgency(agency, claims, network, visitsMax);
    agencies.add(another);
    people.newThread(another).start();
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
    throw new AssertionError("nobody gets on, but not all are done: " + agencies);
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
    return agencies.stream().allMatch(SimulatedAgency::isDone);
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
    SimulatedHardware hardware = new SimulatedHardware(machine, network::nanoTime, group, fault);
    List<DrawEvent> recovered = new ArrayList<>();
    Draw draw = hardware.openDraw(settings, end, recovered::add);
    for (SimulatedClaims each : claims) {
      Standing standing = SimulatedHardware.standing(draw, each.agency());
      each.hearRestart(standing.total(), standing.finished());
    }
    checkDraw(find(recovered, DrawEvent.Sealed.class), find(recovered, DrawEvent.Drawn.class));
    office = draw;
    sessions = hardware.sessions(settings, draw, end);
    draw.resume();
    network.listen(sessions::begin);
  }

  private static <T> @Nullable T find(List<DrawEvent> events, Class<T> type) {
    return events.stream().filter(type::isInstance).map(type::cast).findFirst().orElse(null);
  }

  private void checkDraw(DrawEvent.@Nullable Sealed sealNow, DrawEvent.@Nullable Drawn drawnNow) {
    boolean told = claims.stream().anyMatch(SimulatedClaims::isToldOfTheDraw);
    if (told && drawnNow == null) {
      throw new AssertionError("the draw was told, and now it was not held");
    }
    if (seal != null && !seal.equals(sealNow)) {
      throw new AssertionError("the seal was %s, and is %s".formatted(seal, sealNow));
    }
    if (drawn != null && !drawn.equals(drawnNow)) {
      throw new AssertionError("the draw was %s, and is %s".formatted(drawn, drawnNow));
    }
    seal = sealNow;
    drawn = drawnNow;
  }

  /** The log has failed, and the office tells that to those who are still there. */
  private void apologise() {
    if (sessions != null && machine.isPowered()) {
      stopSessions(new HangUpException(ErrorCode.UNAVAILABLE, "the office cannot go on"));
    }
  }

  private void stopSessions(HangUpException why) {
    network.stopListening();
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

  /** In the end the log has all bets, and one draw of them. */
  void checkOutcome() {
    start();
    while (office == null && refused == null && goOn()) {
      tally.steps++;
    }
    if (office == null) {
      throw new AssertionError("the log was refused in the end", refused);
    }
    Winners.Builder winners = new Winners.Builder();
    for (SimulatedClaims each : claims) {
      AgencyTotal total =
          new AgencyTotal(each.agency(), each.bets().size(), each.digestOf(each.bets().size()));
      if (seal == null || !seal.totals().contains(total)) {
        throw new AssertionError("the seal is %s, without %s".formatted(seal, total));
      }
      List<Bet> bets = each.bets();
      if (!bets.isEmpty()) {
        winners.addFrom(each.agency(), TestBets.of(bets), WINNING_NUMBER);
      }
    }
    Winners all = winners.build();
    if (drawn == null
        || drawn.winningNumber() != WINNING_NUMBER
        || drawn.winners() != all.total()
        || !drawn.digest().equals(all.digest())) {
      throw new AssertionError(
          "the draw is %s instead of %d winners with digest %s"
              .formatted(drawn, all.total(), all.digest()));
    }
    kill();
  }
}
