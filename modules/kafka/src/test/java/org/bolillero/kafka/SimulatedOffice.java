package org.bolillero.kafka;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
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
final class SimulatedOffice {
  private static final int SLICE_BYTES = 100;
  private static final int LAG_MAX = 30;

  private final String name;
  private final SimulatedWorld world;
  private final Choices choices;
  private final int draws;
  private final IntFunction<SimulatedSequence> sequences;
  private final SimulatedReplicas replicas;
  private final SimulatedFault fault;
  private final SimulatedTally tally;

  /** A draw is drawn before one in so many steps. */
  private int drawsOneIn = 20;

  private int lives;
  private int entries;
  private @Nullable Life life;

  SimulatedOffice(
      String name,
      SimulatedWorld world,
      int draws,
      IntFunction<SimulatedSequence> sequences,
      SimulatedFault fault,
      SimulatedTally tally) {
    this.name = name;
    this.world = world;
    this.choices = world.choices();
    this.draws = draws;
    this.sequences = sequences;
    this.replicas = new SimulatedReplicas(name, sequences, choices, choices.oneIn(8));
    this.fault = fault;
    this.tally = tally;
  }

  SimulatedReplicas replicas() {
    return replicas;
  }

  /** There is no reason any more not to draw. */
  void hurry() {
    drawsOneIn = 2;
  }

  boolean isLeading() {
    return life != null && life.isLeading && life.failure == null;
  }

  boolean hasFailed() {
    return life != null && life.failure != null;
  }

  /** Why it has failed, if it has. */
  @Nullable LogException failure() {
    return life == null ? null : life.failure;
  }

  /** Whether its process has come to an end in good order. */
  boolean hasEnded() {
    return life != null && life.hasEnded;
  }

  void start() {
    if (life == null) {
      lives++;
      life = new Life("%s %d".formatted(name, lives));
    }
  }

  /** {@code kill -9}, or what happens to a process that has failed. */
  void kill() {
    end(false);
  }

  void losePower() {
    end(true);
  }

  private void end(boolean isPowerGone) {
    if (life != null) {
      life.process.kill();
      life.topics.die();
      replicas.die(isPowerGone);
      life = null;
    }
  }

  /** {@code kill -STOP}. */
  void pause() {
    if (life != null) {
      life.process.pause();
      life.topics.hold(choices.oneIn(2));
    }
  }

  /** {@code kill -CONT}. */
  void resume() {
    if (life != null) {
      life.process.resume();
      life.topics.hold(false);
      life.topics.lag(choices.below(LAG_MAX));
    }
  }

  /** {@code kill}. */
  void stop() {
    if (life != null && life.isLeading && !life.isStopping) {
      life.isStopping = true;
      life.process.newThread(life::end).start();
    }
  }

  void cutOff(boolean isCut) {
    if (life != null) {
      life.topics.cutOff(isCut);
      life.topics.lag(choices.below(LAG_MAX));
    }
  }

  /** From the start of a process to its end. */
  private final class Life implements LogListener {
    private final String name;
    private final UUID id = new UUID(lives, SimulatedOffice.this.name.hashCode());
    private final SeededThreads.Group process = world.process();
    private final SimulatedTopics topics = new SimulatedTopics(world.brokers(), process);
    private final List<Log> logs = new ArrayList<>();
    private @Nullable OfficeLogs office;
    private @Nullable LogException failure;
    private boolean isLeading;
    private boolean isStopping;
    private boolean hasEnded;

    Life(String name) {
      this.name = name;
      replicas.begin(process);
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
      OfficeLogs opened =
          OfficeLogs.open(
              id,
              new FaultyTopics(topics, fault),
              new SharedLogs.Office(name, "one and the same", 64, replicas, _ -> {}),
              world.machine(process),
              this);
      office = opened;
      opened.awaitLead();
      ImmutableIntSet held = opened.held();
      for (int draw = 1; draw <= draws; draw++) {
        sequences.apply(draw).look(name, term(), held.contains(draw));
      }
      isLeading = true;
      tally.leads++;
      for (int draw = 1; draw <= draws && !isStopping; draw++) {
        int number = draw;
        process.newThread(() -> unlessItFails(() -> hold(opened, number))).start();
      }
    }

    /** The term in which it leads, or has led. */
    private long term() {
      return world.brokers().stream(Topics.OFFICE).termOf(id);
    }

    /** Takes bets for a draw, until it is drawn. */
    private void hold(OfficeLogs opened, int draw) throws LogException {
      SimulatedSequence sequence = sequences.apply(draw);
      List<LogEntry> replay = new ArrayList<>();
      long[] last = new long[1];
      Log log =
          fault.in(
              opened
                  .log(draw, replicas.apply(draw))
                  .open(
                      (number, entry) -> {
                        replay.add(MemoryLog.copyOf(entry));
                        last[0] = number;
                      },
                      this));
      SimulatedSequence.Leading leading = sequence.begin(name, id, term(), replay);
      logs.add(log);
      // An agency that comes back waits for what it has sent before.
      log.awaitDurable(last[0]);
      int known = replay.size();
      boolean isDrawn = !replay.isEmpty() && replay.getLast().kind() == SimulatedSequence.DRAWN;
      while (!isStopping) {
        switch (choices.below(isDrawn ? 3 : 6)) {
          case 0 -> confirm(sequence, leading, log);
          case 1 -> read(sequence, leading, log);
          case 2 -> world.time().sleep(Duration.ofMillis(choices.below(4000)));
          case 3 -> {
            if (choices.oneIn(drawsOneIn)) {
              append(sequence, leading, log, List.of(entry(SimulatedSequence.DRAWN, known)));
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
      payload.putLong(id.getLeastSignificantBits()).putInt(lives).putInt(++entries);
      return new LogEntry(kind, key, payload.flip());
    }

    private void append(
        SimulatedSequence sequence,
        SimulatedSequence.Leading leading,
        Log log,
        List<LogEntry> several)
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
