package org.bolillero.kafka;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.bolillero.simulation.Choices;
import org.bolillero.storage.EntryVisitor;
import org.bolillero.storage.Log;
import org.bolillero.storage.LogEntry;
import org.bolillero.storage.LogException;
import org.bolillero.storage.LogListener;
import org.bolillero.storage.LogOpener;
import org.bolillero.storage.LogSlice;
import org.eclipse.collections.api.list.ImmutableList;
import org.eclipse.collections.impl.factory.Lists;
import org.jspecify.annotations.Nullable;

/** A log of a machine that keeps nothing but what somebody has waited for. */
final class MemoryLog implements LogOpener {
  static final int PAYLOAD_BYTES_MAX = 1024;

  private final List<LogEntry> entries = new ArrayList<>();
  private int forced;
  private @Nullable LogListener listener;
  private boolean isOpen;

  /** The process is gone, and the power with it, perhaps. */
  void die(Choices choices, boolean isPowerGone) {
    isOpen = false;
    if (isPowerGone) {
      int left = forced + choices.below(entries.size() - forced + 1);
      entries.subList(left, entries.size()).clear();
    }
    forced = entries.size();
  }

  /** Its disk fails, if it is open. */
  void fail() {
    if (isOpen && listener != null) {
      listener.failed(new LogException(LogException.Kind.FAILED, "the disk has failed"));
    }
  }

  List<LogEntry> entries() {
    return List.copyOf(entries);
  }

  void add(LogEntry entry) {
    entries.add(copyOf(entry));
    forced = entries.size();
  }

  boolean isOpen() {
    return isOpen;
  }

  static LogEntry copyOf(LogEntry entry) {
    ByteBuffer copy = ByteBuffer.allocate(entry.payload().remaining());
    return new LogEntry(entry.kind(), entry.key(), copy.put(entry.payload().duplicate()).flip());
  }

  @Override
  public Log open(EntryVisitor replay, LogListener heardBy) throws LogException {
    if (isOpen) {
      throw new LogException(LogException.Kind.IN_USE, "the replica is open");
    }
    for (int i = 0; i < entries.size(); i++) {
      replay.visit(i + 1, entries.get(i));
    }
    isOpen = true;
    listener = heardBy;
    return new Opened();
  }

  private final class Opened implements Log {
    private boolean isClosed;

    @Override
    public int payloadBytesMax() {
      return PAYLOAD_BYTES_MAX;
    }

    @Override
    public long append(LogEntry entry) throws LogException {
      confirm();
      entries.add(copyOf(entry));
      return entries.size();
    }

    @Override
    public void awaitDurable(long number) {
      forced = Math.max(forced, (int) number);
    }

    @Override
    public void confirm() throws LogException {
      if (isClosed) {
        throw new LogException(LogException.Kind.CLOSED, "the replica is closed");
      }
    }

    @Override
    public long queuedBytes() {
      return 0;
    }

    @Override
    public ImmutableList<LogSlice> slices(int sliceBytes) {
      ImmutableList<LogEntry> all = Lists.immutable.ofAll(entries.subList(0, forced));
      return Lists.immutable.of(visitor -> {
        for (int i = 0; i < all.size(); i++) {
          visitor.visit(i + 1, all.get(i));
        }
      });
    }

    @Override
    public void close() {
      if (!isClosed) {
        isClosed = true;
        isOpen = false;
        forced = entries.size();
      }
    }
  }
}
