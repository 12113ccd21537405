package org.bolillero.server;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.bolillero.kafka.SimulatedHost;
import org.bolillero.kafka.SimulatedMisfortunes;
import org.bolillero.kafka.SimulatedReplicas;
import org.bolillero.kafka.SimulatedTally;
import org.bolillero.office.Draw;
import org.bolillero.office.DrawEvent;
import org.bolillero.office.DrawState;
import org.bolillero.office.OfficeEvent;
import org.bolillero.office.OfficeListener;
import org.bolillero.office.SettingsConflictException;
import org.bolillero.office.testing.StoredLog;
import org.bolillero.protocol.ErrorCode;
import org.bolillero.simulation.SeededThreads;
import org.bolillero.storage.LogEntry;
import org.bolillero.storage.LogException;
import org.bolillero.storage.LogOpener;
import org.bolillero.storage.SharedLogs;
import org.jspecify.annotations.Nullable;

/**
 * An office that shares its logs, on a machine of its own. It is the real one, but for its disk,
 * the brokers, the network, and who goes on when.
 */
final class SharedOffice implements SimulatedMisfortunes.Office {
  /** The clocks of two machines differ by so much at most. */
  private static final int SKEW_MILLIS_MAX = 20_000;

  private final SharedDraw draw;
  private final int port;
  private final SimulatedTally tally;
  private final SimulatedHost host;
  private final SimulatedWallClock wall;
  private @Nullable Life life;

  /**
   * An office of which no process runs.
   *
   * @param port where agencies find it
   */
  SharedOffice(String name, int port, SharedDraw draw, SimulatedTally tally) {
    this.draw = draw;
    this.port = port;
    this.tally = tally;
    var replicas =
        new SimulatedReplicas(
            name, _ -> draw.log(), draw.world().choices(), draw.world().choices().oneIn(8));
    host = new SimulatedHost(name, draw.world(), replicas, draw.fault().ofLogs());
    wall = new SimulatedWallClock(draw.network());
    wall.passBy(draw.world().choices().below(SKEW_MILLIS_MAX));
  }

  @Override
  public SimulatedHost host() {
    return host;
  }

  /** Whether its replica has all that there is. */
  boolean hasAll() {
    return host.replicas().size(SharedDraw.NUMBER) == draw.log().entries().size();
  }

  @Override
  public void start() {
    if (life == null) {
      life = new Life(host.start());
    }
  }

  @Override
  public void stop() {
    if (life != null) {
      life.stop();
    }
  }

  @Override
  public boolean isLeading() {
    return life != null && life.served != null && failure().isEmpty();
  }

  @Override
  public boolean hasEnded() {
    return life != null && life.hasEnded;
  }

  @Override
  public Optional<LogException> failure() {
    return Optional.ofNullable(life).flatMap(Life::failure);
  }

  @Override
  public void kill() {
    host.kill();
    forget();
  }

  @Override
  public void losePower() {
    host.losePower();
    forget();
  }

  private void forget() {
    if (life != null) {
      life.doors.lose();
    }
    life = null;
  }

  /** From the start of a process to its end. */
  private final class Life {
    private final String name = host.name();
    private final SeededThreads.Group process;
    private final OfficeEnd end = new OfficeEnd(OptionalInt.empty());
    private final OfficeListener listener = end.and(this::see);
    private final SimulatedDoors doors;
    private @Nullable SharedLogs logs;
    private @Nullable Draw served;
    private boolean isStopping;
    private boolean hasEnded;

    Life(SeededThreads.Group process) {
      this.process = process;
      doors = new SimulatedDoors(draw.network(), port, draw.desk(), draw.settings(), process);
      process.newThread(this::runOrFail).start();
    }

    private void see(OfficeEvent event) {
      switch (event) {
        case OfficeEvent.DrawOnRecord(_, DrawEvent.OnRecord step) ->
            draw.log().checkOnRecord(name, step);
        case OfficeEvent.LogWarning(String message) ->
            throw new AssertionError(name + " warns: " + message);
        default -> {}
      }
    }

    private void runOrFail() {
      try {
        run();
      } catch (LogException e) {
        listener.on(new OfficeEvent.LogFailed(e));
      } catch (SettingsConflictException e) {
        throw new AssertionError("a draw that nobody has opened", e);
      }
    }

    private void run() throws LogException, SettingsConflictException {
      SharedLogs opened = host.open(listener.ofLog());
      logs = opened;
      opened.awaitLead();
      draw.log().look(name, host.term(), opened.held().contains(SharedDraw.NUMBER));
      LogOpener replica = host.replicas().apply(SharedDraw.NUMBER);
      SimulatedHardware hardware = hardware(opened.log(SharedDraw.NUMBER, replica));
      Draw led = openDraw(hardware);
      opened.closeUnused();
      resume(led);
      doors.open(led, hardware.sessions(draw.settings(), led, listener));
      served = led;
      tally.countLead();
    }

    private Draw openDraw(SimulatedHardware hardware)
        throws LogException, SettingsConflictException {
      List<SimulatedHardware.Recovered> recovered = new ArrayList<>();
      boolean isOpened = draw.log().record().isOpened();
      return isOpened && draw.world().choices().oneIn(2)
          ? hardware.reopenDraw(listener, recovered)
          : hardware.openDraw(draw.plan().terms(), listener, recovered);
    }

    private SimulatedHardware hardware(LogOpener log) {
      return new SimulatedHardware(
          watched(log), draw.network()::nanoTime, this::now, process, draw.fault().ofOffice());
    }

    private LogOpener watched(LogOpener real) {
      return (replay, heardBy) -> {
        List<LogEntry> given = new ArrayList<>();
        var log =
            real.open(
                (number, entry) -> {
                  given.add(StoredLog.copyOf(entry));
                  replay.visit(number, entry);
                },
                heardBy);
        var leading = draw.log().begin(name, host.id(), host.term(), given);
        return draw.fault().ofLogs().in(new WatchedLog(log, draw.log(), leading));
      };
    }

    private void resume(Draw led) throws LogException {
      boolean isDue =
          draw.plan().terms().closesAt().map(time -> !now().isBefore(time)).orElse(false);
      led.resume();
      if (isDue && led.state() == DrawState.OPEN) {
        throw new AssertionError(name + " is open, and its clock says that it is closed");
      }
    }

    /** A moment passes each time, so that no two entries of the record are the same. */
    private Instant now() {
      wall.passBy(1);
      return wall.instant();
    }

    /** Why the office cannot go on, if it cannot. */
    Optional<LogException> failure() {
      if (!end.isFailure()) {
        return Optional.empty();
      }
      try {
        end.await();
        throw new AssertionError("it has not failed");
      } catch (LogException e) {
        return Optional.of(e);
      } catch (InterruptedException | RuntimeException e) {
        throw new AssertionError(name + " cannot go on", e);
      }
    }

    void stop() {
      if (served != null && !isStopping && !end.isFailure()) {
        isStopping = true;
        doors.close(new HangUpException(ErrorCode.SHUTTING_DOWN, "the office is stopping"));
        process.newThread(this::close).start();
      }
    }

    private void close() {
      try (SharedLogs _ = logs) {
        if (served != null) {
          served.close();
        }
        hasEnded = true;
      } catch (LogException e) {
        listener.on(new OfficeEvent.LogFailed(e));
      }
    }
  }
}
