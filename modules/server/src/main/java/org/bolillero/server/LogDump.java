package org.bolillero.server;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import org.bolillero.lottery.Bet;
import org.bolillero.office.DrawEvent;
import org.bolillero.office.DrawEventCodec;
import org.bolillero.storage.DurableLog;
import org.bolillero.storage.LogEntry;
import org.bolillero.storage.LogException;

/** Writes the bets of a log as CSV, in log order: agency, names, document, birth date, number. */
final class LogDump {
  private LogDump() {}

  static void write(Path folder, PrintWriter out) throws LogException, IOException {
    try (CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.LF).build(out)) {
      DurableLog.inspect(
          folder, DrawEventCodec.WORDS, (number, entry) -> write(number, entry, csv));
    }
  }

  private static void write(long number, LogEntry entry, CsvWriter csv) throws LogException {
    if (DrawEventCodec.read(number, entry) instanceof DrawEvent.Bets bets) {
      String agency = Integer.toString(bets.agency());
      for (Bet bet : bets.bets()) {
        csv.writeRecord(
            agency,
            bet.firstName(),
            bet.lastName(),
            bet.document(),
            bet.birthDate().toString(),
            Integer.toString(bet.number()));
      }
    }
  }
}
