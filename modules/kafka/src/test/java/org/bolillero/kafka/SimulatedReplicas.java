package org.bolillero.kafka;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadFactory;
import java.util.function.IntFunction;
import org.bolillero.simulation.Choices;
import org.bolillero.simulation.SimulatedMachine;
import org.bolillero.storage.EntryVisitor;
import org.bolillero.storage.Log;
import org.bolillero.storage.LogEntry;
import org.bolillero.storage.LogException;
import org.bolillero.storage.LogListener;
import org.bolillero.storage.LogOpener;
import org.jspecify.annotations.Nullable;

/** The replicas of a machine, which are compared with those of all others at each entry. */
public final class SimulatedReplicas implements IntFunction<LogOpener> {
  private final String name;
  private final IntFunction<SimulatedSequence> sequences;
  private final Choices choices;

  /** Whether the machine has a disk, and not just something that behaves like one. */
  private final boolean isOnDisk;

  private final Map<Integer, MemoryLog> inMemory = new TreeMap<>();
  private final Map<Integer, SimulatedMachine> onDisk = new TreeMap<>();

  /** How many entries there are in each that is open. */
  private final Map<Integer, Integer> sizes = new TreeMap<>();

  private @Nullable ThreadFactory process;

  /**
   * Replicas that are empty.
   *
   * @param sequences what the replicas of each draw must hold
   * @param isOnDisk whether they are on a simulated disk
   */
  public SimulatedReplicas(
      String name, IntFunction<SimulatedSequence> sequences, Choices choices, boolean isOnDisk) {
    this.name = name;
    this.sequences = sequences;
    this.choices = choices;
    this.isOnDisk = isOnDisk;
  }

  public boolean isOnDisk() {
    return isOnDisk;
  }

  /** A process begins to use them. */
  void begin(ThreadFactory threads) {
    process = threads;
  }

  @Override
  public LogOpener apply(int draw) {
    return (replay, listener) -> open(draw, replay, listener);
  }

  private Log open(int draw, EntryVisitor replay, LogListener listener) throws LogException {
    List<LogEntry> held = new ArrayList<>();
    Log log =
        opener(draw)
            .open(
                (number, entry) -> {
                  held.add(MemoryLog.copyOf(entry));
                  sequences.apply(draw).take(name, held.size() - 1, held.getLast());
                  replay.visit(number, entry);
                },
                listener);
    sizes.put(draw, held.size());
    return new Watched(draw, log);
  }

  private LogOpener opener(int draw) {
    if (isOnDisk) {
      SimulatedMachine machine = onDisk.computeIfAbsent(draw, _ -> new SimulatedMachine(choices));
      ThreadFactory threads = requireNonNull(process);
      return (replay, listener) -> SimulatedFiles.openLog(machine, replay, listener, threads);
    }
    return inMemory.computeIfAbsent(draw, _ -> new MemoryLog());
  }

  /** How many entries there are of a draw, if its replica is open. */
  public int size(int draw) {
    return sizes.getOrDefault(draw, 0);
  }

  /** The disk fails, if it is of the kind that does. */
  public void fail() {
    inMemory.values().forEach(MemoryLog::fail);
  }

  /** The process is gone, and perhaps the power with it. */
  void die(boolean isPowerGone) {
    sizes.clear();
    inMemory.values().forEach(each -> each.die(choices, isPowerGone));
    if (isPowerGone) {
      onDisk.values().forEach(SimulatedMachine::cutPower);
    }
  }

  private final class Watched extends ForwardingLog {
    private final int draw;

    Watched(int draw, Log log) {
      super(log);
      this.draw = draw;
    }

    @Override
    public long append(LogEntry entry) throws LogException {
      long number = super.append(entry);
      sequences.apply(draw).take(name, size(draw), MemoryLog.copyOf(entry));
      sizes.merge(draw, 1, Integer::sum);
      return number;
    }
  }
}
