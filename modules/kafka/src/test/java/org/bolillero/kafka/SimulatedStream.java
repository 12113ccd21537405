package org.bolillero.kafka;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.bolillero.storage.LogEntry;

/** What brokers have of a topic. */
public final class SimulatedStream {
  private final int number;
  private final List<ByteBuffer> records = new ArrayList<>();

  /** What the office knows of that has sent it. */
  private final Set<LogEntry> confirmed = new HashSet<>();

  SimulatedStream(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }

  int size() {
    return records.size();
  }

  ByteBuffer get(int offset) {
    return records.get(offset).duplicate();
  }

  void add(ByteBuffer record) {
    // As it is now: what changes after it was stored was never sent.
    ByteBuffer copy = ByteBuffer.allocate(record.remaining());
    records.add(copy.put(record.duplicate()).flip());
  }

  /** The offset of the last entry that counts; what is cut off there is missed. */
  int lastEntry() {
    SharedRecord.Body last = new SharedRecord.Entry(entries().getLast());
    int offset = 0;
    while (!SharedRecord.decode(get(offset)).orElseThrow().body().equals(last)) {
      offset++;
    }
    return offset;
  }

  /** Loses the last records. */
  void truncate(int size) {
    records.subList(size, records.size()).clear();
  }

  /** The brokers are about to say that a record is stored on as many machines as is asked for. */
  void confirm(ByteBuffer record) {
    SharedRecord.decode(record)
        .map(SharedRecord::body)
        .ifPresent(body -> {
          if (body instanceof SharedRecord.Entry(LogEntry entry)) {
            confirmed.add(entry);
          }
        });
  }

  /** Whether the brokers have said of an entry that it is stored. */
  boolean isConfirmed(LogEntry entry) {
    return confirmed.contains(entry);
  }

  /** The entries that count. */
  public List<LogEntry> entries() {
    List<LogEntry> entries = new ArrayList<>();
    for (SharedRecord each : counted()) {
      if (each.body() instanceof SharedRecord.Entry(LogEntry entry)) {
        entries.add(entry);
      }
    }
    return entries;
  }

  /** The last term in which an office has led; 0 if it has not. */
  long termOf(UUID office) {
    long term = 0;
    for (SharedRecord each : counted()) {
      if (each.body() instanceof SharedRecord.Lead lead && lead.office().equals(office)) {
        term = each.term();
      }
    }
    return term;
  }

  /** What counts, by a reading of the rule that shares nothing with the real one. */
  private List<SharedRecord> counted() {
    List<SharedRecord> counted = new ArrayList<>();
    long term = 0;
    long next = 0;
    for (ByteBuffer bytes : records) {
      SharedRecord record = SharedRecord.decode(bytes).orElseThrow();
      if (record.body() instanceof SharedRecord.Lead) {
        if (record.term() - term == 1) {
          term = record.term();
          next = 1;
          counted.add(record);
        }
      } else if (record.term() == term && record.number() == next) {
        next++;
        counted.add(record);
      }
    }
    return counted;
  }
}
