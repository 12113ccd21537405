package org.bolillero.server;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.bolillero.lottery.Bet;
import org.bolillero.storage.DurableLog;
import org.bolillero.storage.LogEntry;
import org.bolillero.storage.LogException;

/** What stands in the log of an office that was closed, read without the office. */
record StoredLog(List<JournalEvent> events) {

  static StoredLog in(Path folder) throws LogException {
    List<JournalEvent> events = new ArrayList<>();
    DurableLog.inspect(
        folder, (number, entry) -> events.add(BetJournal.read(number, copyOf(entry))));
    return new StoredLog(events);
  }

  /** Makes a log, or goes on with one, as if an office had written these events and crashed. */
  static void write(OfficeSetup setup, JournalEvent... events) throws LogException {
    CompletableFuture<Void> failure = new CompletableFuture<>();
    try (DurableLog log =
        DurableLog.open(setup.folder(), setup.logSettings(), (_, _) -> {}, new LogWatch(failure))) {
      for (JournalEvent each : events) {
        log.awaitDurable(log.append(BetJournal.toEntry(each)));
      }
    }
  }

  /** The payload that a visitor is given is valid only while it is called. */
  private static LogEntry copyOf(LogEntry entry) {
    ByteBuffer payload = ByteBuffer.allocate(entry.payload().remaining());
    return new LogEntry(entry.kind(), entry.key(), payload.put(entry.payload().slice()).flip());
  }

  /** The bets of an agency, in the order of the log. */
  List<Bet> bets(int agency) {
    List<Bet> bets = new ArrayList<>();
    for (JournalEvent each : events) {
      if (each instanceof JournalEvent.Bets some && some.agency() == agency) {
        some.bets().forEach(bets::add);
      }
    }
    return bets;
  }

  /** How many events of a type there are. */
  long count(Class<? extends JournalEvent> type) {
    return events.stream().filter(type::isInstance).count();
  }
}
