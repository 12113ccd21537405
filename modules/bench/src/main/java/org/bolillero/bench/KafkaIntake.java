package org.bolillero.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bolillero.brokers.Brokers;
import org.bolillero.console.CommandException;
import org.bolillero.console.ExitCode;
import org.bolillero.console.TemporaryFolder;
import org.bolillero.console.Termination;
import org.bolillero.kafka.SharedRecord;
import org.bolillero.protocol.Protocol;
import org.bolillero.storage.LogException;
import org.bolillero.storage.SharedLogs;

/**
 * Compares an office whose log is kept by three brokers with Kafka's own benchmark of a producer,
 * which sends as many records of the same size to the same brokers.
 */
final class KafkaIntake implements AutoCloseable {
  private static final int BROKERS = 3;

  private final Path folder;
  private final IntakeRun run;
  private final int frameBytes;
  private final int recordBytes;
  private final Brokers brokers;

  /** How many topics were made so far: each office and each benchmark has its own. */
  private int prefixes;

  private KafkaIntake(
      Path folder, IntakeRun run, int frameBytes, int recordBytes, Brokers brokers) {
    this.folder = folder;
    this.run = run;
    this.frameBytes = frameBytes;
    this.recordBytes = recordBytes;
    this.brokers = brokers;
  }

  /**
   * Starts the brokers.
   *
   * @param folder where their data are, and those of the offices
   * @param run how offices are measured
   * @param frameBytes how large a frame is
   * @param recordBytes how large the records of the benchmark are; 0 for those of the office
   */
  static KafkaIntake start(Path folder, IntakeRun run, int frameBytes, int recordBytes)
      throws IOException, CommandException {
    if (System.getProperty(Brokers.JARS) == null) {
      throw new CommandException(
          ExitCode.USAGE,
          "expected to be started by the launcher, as ./bolillero bench intake --kafka");
    }
    Brokers brokers = Brokers.start(folder, BROKERS, Map.of());
    Termination.closeOnSignal(brokers);
    int compared = recordBytes > 0 ? recordBytes : officeRecordBytes(run);
    return new KafkaIntake(folder, run, frameBytes, compared, brokers);
  }

  /** How large the record of a batch is on average; all but the last are nearly as large. */
  private static int officeRecordBytes(IntakeRun run) {
    int besides = SharedRecord.BYTES_BESIDES_PAYLOAD - Protocol.BATCH_OVERHEAD_BYTES;
    return Math.toIntExact(run.bytes() / run.batches() + besides);
  }

  /** How many records there are, and how large they are. */
  String records() {
    return "office: %,d records of %,d bytes on average; benchmark: %,d of %,d bytes"
        .formatted(
            run.batches(), officeRecordBytes(run), benchmarkRecords(run.batches()), recordBytes);
  }

  /** As many as have the bytes of so many batches. */
  private long benchmarkRecords(long batches) {
    return batches * officeRecordBytes(run) / recordBytes;
  }

  /**
   * Measures both, one after the other. Whatever changes on the machine meanwhile must not always
   * meet the second one.
   *
   * @param number counts the rounds
   */
  void measure(int number, Report report)
      throws IOException, LogException, CommandException, InterruptedException {
    double office;
    double benchmark;
    if (number % 2 == 0 || run.pace().isOneAtATime()) {
      office = office(report);
      benchmark = benchmark(office, report);
    } else {
      benchmark = benchmark(0, report);
      office = office(report);
    }
    if (!run.pace().isOneAtATime()) {
      report.add("MB/s of the office, of the benchmark's, %", 1, 100 * office / benchmark);
    }
  }

  /** Gives the megabytes of records a second. */
  private double office(Report report) throws IOException, CommandException, InterruptedException {
    try (TemporaryFolder made = TemporaryFolder.make(folder, "run-")) {
      SharedLogs.Place place = nextPlace();
      List<String> options =
          List.of(
              "--log=kafka",
              "--kafka=" + place.servers(),
              "--kafka-topic-prefix=" + place.prefix());
      double betsPerSecond = run.sharing(made.path(), options, report);
      double recordsPerSecond = betsPerSecond * run.batches() / run.bets();
      return add("office: ", recordsPerSecond * officeRecordBytes(run) / 1e6, report);
    }
  }

  /**
   * Gives the megabytes of records a second.
   *
   * @param office how many the office has stored
   */
  private double benchmark(double office, Report report)
      throws IOException, LogException, CommandException, InterruptedException {
    boolean isOneAtATime = run.pace().isOneAtATime();
    // With twice the time for each record, the next one does not meet it on the way.
    double recordsPerSecond = isOneAtATime ? office * 1e6 / recordBytes / 2 : 0;
    ProducerBenchmark producer =
        new ProducerBenchmark(
            Math.max(1, benchmarkRecords(run.batches())),
            benchmarkRecords(run.warmBatches()),
            recordBytes,
            recordsPerSecond);
    try (TemporaryFolder made = TemporaryFolder.make(folder, "run-")) {
      ProducerResult result = producer.run(made.path(), nextPlace(), frameBytes);
      if (isOneAtATime) {
        report.add("benchmark: acknowledged after, p50, ms", 0, result.millis50());
        report.add("benchmark: acknowledged after, p99, ms", 0, result.millis99());
        report.add("benchmark: acknowledged after, p100, ms", 0, result.millisMax());
      }
      return add("benchmark: ", result.recordsPerSecond() * recordBytes / 1e6, report);
    }
  }

  private static double add(String name, double megabytesPerSecond, Report report) {
    report.add(name + "MB/s in records", 1, megabytesPerSecond);
    return megabytesPerSecond;
  }

  private SharedLogs.Place nextPlace() {
    prefixes++;
    return new SharedLogs.Place(
        brokers.addresses(), "bench-" + prefixes + "-", Optional.empty(), true, false);
  }

  /** Ends the brokers. */
  @Override
  public void close() {
    brokers.close();
  }
}
