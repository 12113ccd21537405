package org.bolillero.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bolillero.console.CommandException;
import org.bolillero.console.ExitCode;
import org.eclipse.collections.impl.factory.Lists;

/**
 * A real agency that delivers its file to an office that does nothing.
 *
 * @param launcher starts the agency
 * @param file the file
 * @param bets how many bets are in it
 * @param frameBytes the largest frame that the office allows
 */
record ClientRun(Launcher launcher, Path file, long bets, int frameBytes) {
  private static final Duration PATIENCE = Duration.ofMinutes(30);

  /**
   * What was measured.
   *
   * @param seconds from the agency's greeting to the end of its bets
   * @param processorSeconds what it has used up to then, its start included
   * @param wholeSeconds from running the launcher to the end of the process
   */
  record Result(double seconds, double processorSeconds, double wholeSeconds) {}

  /** Runs; the output of the agency is kept in a folder. */
  Result in(Path folder) throws IOException, CommandException, InterruptedException {
    CompletableFuture<Started> agency = new CompletableFuture<>();
    // The office is closed before the thread, which may wait for an agency that will never come.
    try (ExecutorService thread = Executors.newSingleThreadExecutor();
        SinkOffice office = new SinkOffice(frameBytes, () -> agency.join().processorTime())) {
      Future<?> served =
          thread.submit(() -> {
            office.serve();
            return null;
          });
      long startNanos = System.nanoTime();
      try (Started started = launcher.start(folder, "agency", arguments(office.port()))) {
        agency.complete(started);
        started.awaitSuccess(PATIENCE);
        double wholeSeconds = (System.nanoTime() - startNanos) / 1e9;
        served.get();
        if (office.bets() != bets) {
          throw new CommandException(
              ExitCode.REFUSED, "expected " + bets + " bets, found " + office.bets());
        }
        double processorSeconds = office.processorTime().toNanos() / 1e9;
        return new Result(office.seconds(), processorSeconds, wholeSeconds);
      }
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    }
  }

  private List<String> arguments(int port) {
    return Lists.mutable
        .of("agency", "--id", "1", "--server", "localhost:" + port, "--no-wait")
        .with("--file")
        .with(file.toString());
  }
}
