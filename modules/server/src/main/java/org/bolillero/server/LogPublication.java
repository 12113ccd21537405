package org.bolillero.server;

import java.io.PrintWriter;
import java.nio.file.Path;
import org.bolillero.console.CommandException;
import org.bolillero.console.ExitCode;
import org.bolillero.office.DrawEventCodec;
import org.bolillero.protocol.Protocol;
import org.bolillero.storage.DurableLog;
import org.bolillero.storage.LogException;
import org.bolillero.storage.LogListener;
import org.bolillero.storage.LogReport;
import org.bolillero.storage.LogSettings;

/** Copies logs of an office that does not run to where several offices share them. */
public final class LogPublication {
  /** No office has a larger entry: a batch, or the seal. */
  private static final int PAYLOAD_BYTES_MAX =
      Math.max(Protocol.FRAME_BYTES_LIMIT, DrawEventCodec.sealBytes(OfficeSettings.AGENCIES_MAX));

  private LogPublication() {}

  /**
   * Copies the log of a draw, and goes on where an earlier try has ended.
   *
   * @param folder the folder of the draw
   * @param kafka where to
   * @param out is told what was done
   * @param warnings is told what an operator should know
   * @throws CommandException if no brokers are given
   * @throws LogException if one of the logs cannot be used, or the shared one has other entries
   */
  public static void run(Path folder, KafkaSettings kafka, PrintWriter out, PrintWriter warnings)
      throws CommandException, LogException {
    if (!kafka.isGiven()) {
      throw new CommandException(
          ExitCode.USAGE, "kafka: expected brokers to copy the log to, found none");
    }
    // A log that is damaged further on is refused before any of it is copied.
    LogReport report = DurableLog.inspect(folder, DrawEventCodec.WORDS, (_, _) -> {});
    long entries =
        Providers.of(LogKind.KAFKA)
            .publish(
                kafka.place(),
                "log publish",
                report.identity(),
                PAYLOAD_BYTES_MAX,
                new LogPlace.OnDisk(folder, report.identity(), LogSettings.SEGMENT_BYTES_DEFAULT),
                new Warnings(warnings));
    out.printf("published        draw %d, %d entries%n", report.identity(), entries);
  }

  /** A failure is thrown by whoever meets it. */
  private record Warnings(PrintWriter out) implements LogListener {
    @Override
    public void warning(String message) {
      out.println("bolillero: " + message);
      out.flush();
    }

    @Override
    public void failed(LogException failure) {}
  }
}
