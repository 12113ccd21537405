package org.bolillero.bench;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.HdrHistogram.Histogram;
import org.bolillero.console.CommandException;
import org.bolillero.console.ExitCode;
import org.bolillero.console.Reason;
import org.bolillero.protocol.ProtocolException;
import org.eclipse.collections.api.list.ImmutableList;
import org.eclipse.collections.api.list.MutableList;
import org.eclipse.collections.impl.factory.Lists;

/**
 * One new office that takes the bets of all agencies, from the first byte to the last
 * acknowledgement.
 *
 * @param loads the batches of each agency
 * @param pace how fast each agency sends
 * @param officeOptions more options of the office
 * @param warmPart how much of each agency's bets come before the clock starts, 0 to 1
 */
record IntakeRun(
    ImmutableList<BatchLoad> loads, Pace pace, List<String> officeOptions, double warmPart) {
  private static final List<String> PERCENTILES = List.of("50", "99", "99.9", "100");

  /** What each agency does, all at the same time. */
  private interface Work {
    void by(LoadAgency agency) throws IOException, ProtocolException, InterruptedException;
  }

  /**
   * Runs with an office whose log is inside a folder, and reports what was measured.
   *
   * @return bets a second
   */
  double in(Path folder, Wire wire, Report report)
      throws IOException, CommandException, InterruptedException {
    return in(folder, wire, wire.name(), List.of(), _ -> Optional.empty(), report);
  }

  /** The same, while the office is watched over its interface for officials. */
  double watched(Path folder, Wire wire, String name, Report report)
      throws IOException, CommandException, InterruptedException {
    int port = OfficeProcess.freePort();
    List<String> more = List.of("--admin=127.0.0.1:" + port);
    return in(
        folder, wire, name, more, office -> Optional.of(Watchers.begin(office, port)), report);
  }

  /** The same, with an office that has more options, and shares its log. */
  double sharing(Path folder, List<String> options, Report report)
      throws IOException, CommandException, InterruptedException {
    Wire plain = new Wire("", Optional.empty());
    return in(folder, plain, plain.name(), options, _ -> Optional.empty(), report);
  }

  /** How many bets are sent while the clock runs. */
  long bets() {
    return loads.sumOfLong(load -> load.betsFrom(load.batchAt(warmPart)));
  }

  /** How many batches they are in. */
  long batches() {
    return loads.sumOfInt(load -> load.count() - load.batchAt(warmPart));
  }

  /** How many batches come before that. */
  long warmBatches() {
    return loads.sumOfInt(load -> load.batchAt(warmPart));
  }

  /** How many bytes their frames have. */
  long bytes() {
    return loads.sumOfLong(load -> load.bytesFrom(load.batchAt(warmPart)));
  }

  /** Begins to watch, or leaves the office alone. */
  private interface Watching {
    Optional<Watchers> begin(OfficeProcess office)
        throws IOException, CommandException, InterruptedException;
  }

  private double in(
      Path folder, Wire wire, String name, List<String> more, Watching watching, Report report)
      throws IOException, CommandException, InterruptedException {
    MutableList<LoadAgency> agencies = Lists.mutable.empty();
    List<String> options =
        Lists.mutable.ofAll(officeOptions).withAll(wire.officeOptions()).withAll(more);
    try (OfficeProcess office = OfficeProcess.launch(folder, loads.size(), options)) {
      office.awaitAccepting();
      for (BatchLoad load : loads) {
        int agency = agencies.size() + 1;
        Wire.Line line = wire.connect(agency, office.port());
        agencies.add(new LoadAgency(agency, load, pace, line));
      }
      double betsEachSecond;
      // There may be none to close.
      try (Watchers watchers = watching.begin(office).orElse(null)) {
        betsEachSecond = measure(agencies, office.process(), name, report);
        if (watchers != null) {
          watchers.report(name, report);
        }
      }
      // Only an office that has every bet, and the right ones, says FINISHED.
      all(agencies, LoadAgency::finish);
      office.stop();
      return betsEachSecond;
    } catch (ProtocolException e) {
      throw new CommandException(ExitCode.REFUSED, String.valueOf(e.getMessage()), e);
    } finally {
      for (LoadAgency agency : agencies) {
        agency.close();
      }
    }
  }

  private double measure(
      MutableList<LoadAgency> agencies, MeasuredProcess office, String wire, Report report)
      throws IOException, CommandException, InterruptedException {
    all(agencies, agency -> agency.deliver(warmPart));
    double processorBefore = office.processorSeconds();
    long startNanos = System.nanoTime();
    all(agencies, agency -> agency.deliver(1));
    double seconds = (System.nanoTime() - startNanos) / 1e9;
    double processorSeconds = office.processorSeconds() - processorBefore;

    double betsPerSecond = bets() / seconds;
    report.add(wire + "bets/s", 0, betsPerSecond);
    report.add(wire + "MB/s in frames", 0, bytes() / 1e6 / seconds);
    Histogram recorded = new Histogram(agencies.getFirst().nanos());
    agencies.forEach(agency -> recorded.add(agency.nanos()));
    Histogram nanos = pace.corrected(recorded);
    for (String percentile : PERCENTILES) {
      double millis = nanos.getValueAtPercentile(Double.parseDouble(percentile)) / 1e6;
      report.add(wire + "acknowledged after, p" + percentile + ", ms", 2, millis);
    }
    report.add(wire + "office: processor s per million bets", 3, processorSeconds * 1e6 / bets());
    office
        .mostResidentMegabytes()
        .ifPresent(megabytes -> report.add(wire + "office: resident at most, MB", 0, megabytes));
    return betsPerSecond;
  }

  private static void all(MutableList<LoadAgency> agencies, Work work)
      throws CommandException, InterruptedException {
    try (ExecutorService threads =
        Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
      var tasks =
          agencies.collect(agency ->
              threads.submit(() -> {
                work.by(agency);
                return null;
              }));
      for (var task : tasks) {
        task.get();
      }
    } catch (ExecutionException e) {
      throw new CommandException(
          ExitCode.REFUSED, "an agency failed: " + Reason.of(requireNonNull(e.getCause())), e);
    }
  }
}
