package org.bolillero.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.bolillero.client.Agency;
import org.bolillero.client.AgencySettings;
import org.bolillero.client.DeliverySettings;
import org.bolillero.client.ServerAddress;
import org.bolillero.client.WinnersTarget;
import org.bolillero.console.CommandException;
import org.bolillero.console.ProgressDisplay;
import org.eclipse.collections.api.list.ImmutableList;
import org.eclipse.collections.api.list.MutableList;
import org.eclipse.collections.impl.factory.Lists;

/**
 * The agencies of a demonstration: each brings its file to the office over a connection of its own,
 * all at the same time, while one bar shows how much of all files is on its way.
 */
final class DemoAgencies {
  /** A file and how many bets it has. */
  record DemoFile(Path path, long bets) {}

  private final ImmutableList<DemoFile> files;
  private final ServerAddress office;

  /**
   * One agency for each file, numbered from 1.
   *
   * @param office where to bring the bets
   */
  DemoAgencies(ImmutableList<DemoFile> files, ServerAddress office) {
    this.files = files;
    this.office = office;
  }

  /** Delivers all files and waits for the draw; gives the number of winners of each agency. */
  ImmutableList<Integer> deliver() throws IOException, CommandException, InterruptedException {
    long totalBytes = 0;
    for (DemoFile file : files) {
      totalBytes += Files.size(file.path());
    }
    try (ProgressDisplay display = ProgressDisplay.open("bets", totalBytes);
        ExecutorService threads =
            Executors.newThreadPerTaskExecutor(Thread.ofVirtual().factory())) {
      SharedProgress progress = new SharedProgress(display);
      ImmutableList<Future<Integer>> deliveries =
          files.collectWithIndex(
              (file, index) -> threads.submit(() -> deliver(index + 1, file, progress)));
      MutableList<Integer> winners = Lists.mutable.empty();
      for (Future<Integer> delivery : deliveries) {
        winners.add(result(delivery));
      }
      return winners.toImmutable();
    }
  }

  private int deliver(int id, DemoFile file, SharedProgress progress) throws CommandException {
    try (Agency agency = new Agency(AgencySettings.of("--id=" + id, "--server=" + office))) {
      AtomicLong before = new AtomicLong();
      return agency
          .submit(
              DeliverySettings.of("--file=" + file.path(), "--expect-bets=" + file.bets()),
              bytes -> progress.add(bytes - before.getAndSet(bytes)),
              WinnersTarget.NONE)
          .orElseThrow();
    }
  }

  private static int result(Future<Integer> delivery)
      throws CommandException, InterruptedException {
    try {
      return delivery.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof CommandException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  /** One display for many agencies. */
  private static final class SharedProgress {
    private final ProgressDisplay display;
    private long value;

    SharedProgress(ProgressDisplay display) {
      this.display = display;
    }

    synchronized void add(long bytes) {
      value += bytes;
      display.to(value);
    }
  }
}
