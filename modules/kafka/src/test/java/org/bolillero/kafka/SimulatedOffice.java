package org.bolillero.kafka;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import org.bolillero.simulation.Choices;
import org.bolillero.simulation.SeededThreads;
import org.bolillero.storage.Log;
import org.bolillero.storage.LogEntry;
import org.bolillero.storage.LogException;
import org.bolillero.storage.LogListener;
import org.bolillero.storage.LogSlice;
import org.bolillero.storage.SharedLogs;
import org.eclipse.collections.api.set.primitive.ImmutableIntSet;
import org.jspecify.annotations.Nullable;

/**
 * An office on a machine of its own, which follows, leads, takes bets and draws, as chance has it.
 * Its logs are the real ones.
 */
final class SimulatedOffice implements SimulatedMisfortunes.Office {
  private static final int SLICE_BYTES = 100;

  private final SimulatedWorld world;
  private final Choices choices;
  private final int draws;
  private final IntFunction<SimulatedDraw> sequences;
  private final SimulatedFault fault;
  private final SimulatedHost host;
  private final SimulatedTally tally;

  /** A draw is drawn before one in so many steps. */
  private int drawsOneIn = 20;

  private int entries;
  private @Nullable Life life;

  SimulatedOffice(
      String name,
      SimulatedWorld world,
      int draws,
      IntFunction<SimulatedDraw> sequences,
      SimulatedFault fault,
      SimulatedTally tally) {
    this.world = world;
    this.choices = world.choices();
    this.draws = draws;
    this.sequences = sequences;
    this.fault = fault;
    SimulatedReplicas replicas =
        new SimulatedReplicas(name, sequences::apply, choices, choices.oneIn(8));
    this.host = new SimulatedHost(name, world, replicas, fault);
    this.tally = tally;
  }

  @Override
  public SimulatedHost host() {
    return host;
  }

  /** There is no reason any more not to draw. */
  void hurry() {
    drawsOneIn = 2;
  }

  @Override
  public boolean isLeading() {
    return life != null && life.isLeading && life.failure == null;
  }

  @Override
  public Optional<LogException> failure() {
    return Optional.ofNullable(life).map(each -> each.failure);
  }

  @Override
  public boolean hasEnded() {
    return life != null && life.hasEnded;
  }

  @Override
  public void start() {
    if (life == null) {
      life = new Life(host.start());
    }
  }

  @Override
  public void kill() {
    host.kill();
    life = null;
  }

  @Override
  public void losePower() {
    host.losePower();
    life = null;
  }

  @Override
  public void stop() {
    if (life != null && life.isLeading && !life.isStopping) {
      life.isStopping = true;
      life.process.newThread(life::end).start();
    }
  }

  /** From the start of a process to its end. */
  private final class Life implements LogListener {
    private final String name = host.name();
    private final SeededThreads.Group process;
    private final List<Log> logs = new ArrayList<>();
    private @Nullable SharedLogs office;
    private @Nullable LogException failure;
    private boolean isLeading;
    private boolean isStopping;
    private boolean hasEnded;

    Life(SeededThreads.Group process) {
      this.process = process;
      process.newThread(() -> unlessItFails(this::lead)).start();
    }

    @Override
    public void warning(String message) {
      throw new AssertionError(name + " warns: " + message);
    }

    @Override
    public void failed(LogException why) {
      if (failure == null) {
        failure = why;
        tally.fail(why.kind());
      }
    }

    private interface Task {
      void run() throws LogException;
    }

    private void unlessItFails(Task task) {
      try {
        task.run();
      } catch (LogException e) {
        failed(e);
      }
    }

    private void lead() throws LogException {
      SharedLogs opened = host.open(this);
      office = opened;
      opened.awaitLead();
      ImmutableIntSet held = opened.held();
      for (int draw = 1; draw <= draws; draw++) {
        sequences.apply(draw).look(name, host.term(), held.contains(draw));
      }
      isLeading = true;
      tally.countLead();
      for (int draw = 1; draw <= draws && !isStopping; draw++) {
        int number = draw;
        process.newThread(() -> unlessItFails(() -> hold(opened, number))).start();
      }
    }

    /** Takes bets for a draw, until it is drawn. */
    private void hold(SharedLogs opened, int draw) throws LogException {
      SimulatedDraw sequence = sequences.apply(draw);
      List<LogEntry> replay = new ArrayList<>();
      long[] last = new long[1];
      Log log =
          fault.in(
              opened
                  .log(draw, host.replicas().apply(draw))
                  .open(
                      (number, entry) -> {
                        replay.add(MemoryLog.copyOf(entry));
                        last[0] = number;
                      },
                      this));
      SimulatedSequence.Leading leading = sequence.begin(name, host.id(), host.term(), replay);
      logs.add(log);
      // An agency that comes back waits for what it has sent before.
      log.awaitDurable(last[0]);
      int known = replay.size();
      boolean isDrawn = !replay.isEmpty() && replay.getLast().kind() == SimulatedDraw.DRAWN;
      while (!isStopping) {
        switch (choices.below(isDrawn ? 3 : 6)) {
          case 0 -> confirm(sequence, leading, log);
          case 1 -> read(sequence, leading, log);
          case 2 -> world.time().sleep(Duration.ofMillis(choices.below(4000)));
          case 3 -> {
            if (choices.oneIn(drawsOneIn)) {
              append(sequence, leading, log, List.of(entry(SimulatedDraw.DRAWN, known)));
              isDrawn = true;
            }
          }
          default -> {
            List<LogEntry> bets = new ArrayList<>();
            for (int count = 1 + choices.below(3); count > 0; count--) {
              bets.add(entry(1, choices.below(5)));
            }
            append(sequence, leading, log, bets);
            known += bets.size();
          }
        }
      }
    }

    private LogEntry entry(int kind, int key) {
      ByteBuffer payload = ByteBuffer.allocate(4 * Integer.BYTES);
      payload.putLong(host.id().getLeastSignificantBits()).putInt(host.lives()).putInt(++entries);
      return new LogEntry(kind, key, payload.flip());
    }

    private void append(
        SimulatedDraw sequence, SimulatedSequence.Leading leading, Log log, List<LogEntry> several)
        throws LogException {
      long last = 0;
      for (LogEntry each : several) {
        sequence.offer(each);
        long number = log.append(each);
        if (number <= last) {
          throw new AssertionError("expected a number above %d, found %d".formatted(last, number));
        }
        last = number;
      }
      log.awaitDurable(last);
      for (LogEntry each : several) {
        sequence.acknowledge(leading, each);
        tally.acknowledged++;
      }
    }

    private void confirm(SimulatedSequence sequence, SimulatedSequence.Leading leading, Log log)
        throws LogException {
      int others = sequence.durableOfOthers(leading);
      log.confirm();
      sequence.confirm(leading, others);
      tally.confirmed++;
    }

    private void read(SimulatedSequence sequence, SimulatedSequence.Leading leading, Log log)
        throws LogException {
      List<LogEntry> read = new ArrayList<>();
      for (LogSlice each : log.slices(SLICE_BYTES)) {
        each.forEach((_, entry) -> read.add(MemoryLog.copyOf(entry)));
      }
      sequence.read(leading, read);
    }

    private void end() {
      unlessItFails(() -> {
        for (Log each : List.copyOf(logs)) {
          each.close();
        }
        if (office != null) {
          office.close();
        }
      });
      hasEnded = true;
    }
  }
}
