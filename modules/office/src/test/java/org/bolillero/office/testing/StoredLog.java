package org.bolillero.office.testing;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bolillero.lottery.Bet;
import org.bolillero.office.DrawEvent;
import org.bolillero.office.DrawEventCodec;
import org.bolillero.storage.DurableLog;
import org.bolillero.storage.LogEntry;
import org.bolillero.storage.LogException;
import org.bolillero.storage.LogListener;
import org.bolillero.storage.LogSettings;

/** What stands in the log of an office that was closed, read without the office. */
public record StoredLog(List<DrawEvent> events) {

  public static StoredLog in(Path folder) throws LogException {
    List<DrawEvent> events = new ArrayList<>();
    DurableLog.inspect(
        folder,
        DrawEventCodec.WORDS,
        (number, entry) -> events.add(DrawEventCodec.read(number, copyOf(entry))));
    return new StoredLog(events);
  }

  /** Makes a log, or goes on with one, as if an office had written these events and crashed. */
  public static void write(Path folder, LogSettings settings, DrawEvent... events)
      throws LogException {
    try (DurableLog log = open(folder, settings)) {
      for (DrawEvent each : events) {
        log.awaitDurable(log.append(DrawEventCodec.toEntry(each)));
      }
    }
  }

  /** Opens a log that nothing may go wrong with. */
  public static DurableLog open(Path folder, LogSettings settings) throws LogException {
    return DurableLog.open(
        folder,
        settings,
        (_, _) -> {},
        new LogListener() {
          @Override
          public void warning(String message) {
            throw new AssertionError(message);
          }

          @Override
          public void failed(LogException failure) {
            throw new AssertionError(failure);
          }
        });
  }

  /** The payload that a visitor is given is valid only while it is called. */
  public static LogEntry copyOf(LogEntry entry) {
    ByteBuffer payload = ByteBuffer.allocate(entry.payload().remaining());
    return new LogEntry(entry.kind(), entry.key(), payload.put(entry.payload().slice()).flip());
  }

  /** The bets of an agency, in the order of the log. */
  public List<Bet> bets(int agency) {
    List<Bet> bets = new ArrayList<>();
    for (DrawEvent each : events) {
      if (each instanceof DrawEvent.Bets some && some.agency() == agency) {
        some.bets().forEach(bets::add);
      }
    }
    return bets;
  }

  /** How many events of a type there are. */
  public long count(Class<? extends DrawEvent> type) {
    return events.stream().filter(type::isInstance).count();
  }
}
