package org.bolillero.kafka;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;
import org.bolillero.simulation.Choices;
import org.bolillero.storage.EntryVisitor;
import org.bolillero.storage.Log;
import org.bolillero.storage.LogEntry;
import org.bolillero.storage.LogException;
import org.bolillero.storage.LogListener;
import org.bolillero.storage.LogOpener;
import org.bolillero.storage.LogSlice;
import org.eclipse.collections.api.list.ImmutableList;

/** The replicas of a machine, which are compared with those of all others at each entry. */
final class SimulatedReplicas implements IntFunction<LogOpener> {
  private final String name;
  private final IntFunction<SimulatedSequence> sequences;
  private final Map<Integer, MemoryLog> logs = new TreeMap<>();

  SimulatedReplicas(String name, IntFunction<SimulatedSequence> sequences) {
    this.name = name;
    this.sequences = sequences;
  }

  @Override
  public LogOpener apply(int draw) {
    return (replay, listener) -> open(draw, replay, listener);
  }

  private Log open(int draw, EntryVisitor replay, LogListener listener) throws LogException {
    List<LogEntry> held = new ArrayList<>();
    Log log =
        logs.computeIfAbsent(draw, _ -> new MemoryLog())
            .open(
                (number, entry) -> {
                  held.add(MemoryLog.copyOf(entry));
                  sequences.apply(draw).take(name, held.size() - 1, held.getLast());
                  replay.visit(number, entry);
                },
                listener);
    return new Watched(draw, log, held.size());
  }

  /** How many entries there are of a draw. */
  int size(int draw) {
    MemoryLog log = logs.get(draw);
    return log == null ? 0 : log.entries().size();
  }

  /** The process is gone. */
  void die(Choices choices) {
    logs.values().forEach(each -> each.die(choices));
  }

  private final class Watched implements Log {
    private final int draw;
    private final Log log;
    private int size;

    Watched(int draw, Log log, int size) {
      this.draw = draw;
      this.log = log;
      this.size = size;
    }

    @Override
    public int payloadBytesMax() {
      return log.payloadBytesMax();
    }

    @Override
    public long append(LogEntry entry) throws LogException {
      sequences.apply(draw).take(name, size, MemoryLog.copyOf(entry));
      size++;
      return log.append(entry);
    }

    @Override
    public void awaitDurable(long number) throws LogException {
      log.awaitDurable(number);
    }

    @Override
    public void confirm() throws LogException {
      log.confirm();
    }

    @Override
    public long queuedBytes() {
      return log.queuedBytes();
    }

    @Override
    public ImmutableList<LogSlice> slices(int sliceBytes) throws LogException {
      return log.slices(sliceBytes);
    }

    @Override
    public void close() throws LogException {
      log.close();
    }
  }
}
