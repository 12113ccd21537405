package org.bolillero.bench;

import java.io.IOException;
import java.io.PrintWriter;
import org.HdrHistogram.Histogram;

/** The table of {@code bench intake}. */
final class IntakeReport {
  private static final double[] PERCENTILES = {50, 99, 99.9, 100};

  private final int blockBytes;
  private final Report report = new Report();
  private final Figure betsPerSecond = report.figure("bets/s", 0);
  private final Figure megabytesPerSecond = report.figure("MB/s in frames", 0);
  private final Figure[] waits = new Figure[PERCENTILES.length];
  private final Figure processor;
  private final Figure resident;
  private final Figure disk;
  private final Figure force;
  private final Figure wire;

  /**
   * Starts a table without a run.
   *
   * @param blockBytes how large the blocks are that the office writes if every agency keeps it busy
   */
  IntakeReport(int blockBytes) {
    this.blockBytes = blockBytes;
    for (int i = 0; i < PERCENTILES.length; i++) {
      String name = PERCENTILES[i] == 100 ? "max" : "p" + trimmed(PERCENTILES[i]);
      waits[i] = report.figure("acknowledged after, " + name + ", ms", 2);
    }
    this.processor = report.figure("office: processor s per million bets", 3);
    this.resident = report.figure("office: resident at most, MB", 0);
    String blocks = "%,d bytes".formatted(blockBytes);
    this.disk = report.figure("disk: write and force " + blocks + ", MB/s", 0);
    this.force = report.figure("disk: one such write and force, ms", 2);
    this.wire = report.figure("loopback: plain bytes, MB/s", 0);
  }

  /** Measures what the machine gives just now. */
  void addReferences(DiskReference reference) throws IOException, InterruptedException {
    DiskReference.Result result = reference.measure(blockBytes);
    disk.add(result.megabytesPerSecond());
    force.add(result.forceMillis());
    wire.add(WireReference.measure());
  }

  /** Adds what a run has measured. */
  void add(IntakeRun.Result result) {
    betsPerSecond.add(result.bets() / result.seconds());
    megabytesPerSecond.add(result.bytes() / 1e6 / result.seconds());
    Histogram nanos = result.nanos();
    for (int i = 0; i < PERCENTILES.length; i++) {
      waits[i].add(nanos.getValueAtPercentile(PERCENTILES[i]) / 1e6);
    }
    processor.add(result.processorSeconds() * 1e6 / result.bets());
    result.mostResidentMegabytes().ifPresent(resident::add);
  }

  /** Compares and prints. */
  void print(PrintWriter out) {
    megabytesPerSecond.against(disk, "the disk").against(wire, "the loopback");
    waits[0].note("%.1f times one force".formatted(waits[0].median() / force.median()));
    report.print(out);
  }

  private static String trimmed(double percentile) {
    return percentile == Math.rint(percentile)
        ? Integer.toString((int) percentile)
        : Double.toString(percentile);
  }
}
