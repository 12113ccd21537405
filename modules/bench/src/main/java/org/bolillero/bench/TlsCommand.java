package org.bolillero.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import org.bolillero.console.CommandException;
import picocli.CommandLine.Command;

/** The command {@code bench tls}: what encryption costs by itself. */
@Command(
    name = "tls",
    header = "Measure connections with TLS alone, without an office.",
    description =
        "Both ends are in one process, a thread each: handshakes one after another, in which both"
            + " ends show a certificate, each on a connection of its own that also carries a byte"
            + " back; and bytes in one direction, written 8 KiB and 64 KiB at once. The reference"
            + " is plain bytes over the loopback.")
final class TlsCommand extends Measurement {
  private static final int KIB = 1024;

  @Override
  void measure(Path empty, PrintWriter out)
      throws IOException, CommandException, InterruptedException {
    Certificates certificates = Certificates.make(empty, 1);
    TlsRun run = new TlsRun(certificates.contextOfOffice(), certificates.contextOf(1));
    run.handshakesEachSecond(); // The first ones only make the process warm.
    run.megabytesEachSecond(8 * KIB);
    Report report = new Report();
    for (int i = 0; i < runs(); i++) {
      report.add("handshakes/s", 0, run.handshakesEachSecond());
      report.add("TLS, 8 KiB at once: MB/s", 0, run.megabytesEachSecond(8 * KIB));
      report.add("TLS, 64 KiB at once: MB/s", 0, run.megabytesEachSecond(64 * KIB));
      report.add("plain loopback: MB/s", 0, WireReference.measure());
    }
    report.print(out);
  }
}
