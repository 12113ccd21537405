package org.bolillero.bench;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
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
 * @param launcher starts the office
 * @param loads the batches of each agency
 * @param pace how fast each agency sends
 * @param officeOptions more options of the office
 * @param warmPart how much of each agency's bets come before the clock starts, 0 to 1
 */
record IntakeRun(
    Launcher launcher,
    ImmutableList<BatchLoad> loads,
    Pace pace,
    List<String> officeOptions,
    double warmPart) {

  /**
   * What was measured.
   *
   * @param nanos how long the batches took to be acknowledged, all agencies together
   */
  record Result(
      long bets,
      long bytes,
      double seconds,
      double processorSeconds,
      OptionalDouble mostResidentMegabytes,
      Histogram nanos) {}

  /** One piece of work for each agency, all at the same time. */
  private interface Work {
    void on(LoadAgency agency, BatchLoad load)
        throws IOException, ProtocolException, InterruptedException;
  }

  /** Runs with an office whose folder is inside another one. */
  Result in(Path folder) throws IOException, CommandException, InterruptedException {
    try (OfficeProcess office =
        OfficeProcess.start(
            launcher, folder, folder.resolve("office"), loads.size(), officeOptions)) {
      MutableList<LoadAgency> agencies = Lists.mutable.empty();
      try {
        for (BatchLoad load : loads) {
          agencies.add(new LoadAgency(agencies.size() + 1, load, pace, office.port()));
        }
        Result result = measure(agencies, office.process());
        // Only an office that has every bet, and the right ones, says FINISHED.
        all(agencies, (agency, _) -> agency.finish());
        office.stop();
        return result;
      } catch (ProtocolException e) {
        throw new CommandException(ExitCode.REFUSED, String.valueOf(e.getMessage()), e);
      } finally {
        for (LoadAgency agency : agencies) {
          agency.close();
        }
      }
    }
  }

  private Result measure(List<LoadAgency> agencies, Started office)
      throws IOException, CommandException, InterruptedException {
    all(agencies, (agency, load) -> agency.deliver(0, warmFrames(load)));
    Duration processorBefore = office.processorTime();
    long startNanos = System.nanoTime();
    all(agencies, (agency, load) -> agency.deliver(warmFrames(load), load.count()));
    double seconds = (System.nanoTime() - startNanos) / 1e9;
    double processorSeconds = office.processorTime().minus(processorBefore).toNanos() / 1e9;
    Histogram nanos = new Histogram(agencies.getFirst().nanos());
    agencies.forEach(agency -> nanos.add(agency.nanos()));
    return new Result(
        loads.sumOfLong(load -> load.bets(warmFrames(load), load.count())),
        loads.sumOfLong(load -> load.bytes(warmFrames(load), load.count())),
        seconds,
        processorSeconds,
        office.mostResidentMegabytes(),
        pace.corrected(nanos));
  }

  private int warmFrames(BatchLoad load) {
    return (int) (load.count() * warmPart);
  }

  private void all(List<LoadAgency> agencies, Work work)
      throws CommandException, InterruptedException {
    MutableList<Callable<Void>> tasks = Lists.mutable.empty();
    for (int i = 0; i < agencies.size(); i++) {
      LoadAgency agency = agencies.get(i);
      BatchLoad load = loads.get(i);
      tasks.add(() -> {
        work.on(agency, load);
        return null;
      });
    }
    try (ExecutorService threads =
        Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
      for (var task : threads.invokeAll(tasks)) {
        task.get();
      }
    } catch (ExecutionException e) {
      throw new CommandException(
          ExitCode.REFUSED, "an agency failed: " + Reason.of(requireNonNull(e.getCause())), e);
    }
  }
}
