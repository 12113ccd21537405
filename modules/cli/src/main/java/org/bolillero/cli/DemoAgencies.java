package org.bolillero.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
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
  private DemoAgencies() {}

  /**
   * Delivers all files and waits for the draw.
   *
   * @param files one for each agency, which are numbered from 1
   * @param generator has made them up
   * @param office where to bring the bets
   * @return the number of winners of each agency
   */
  static ImmutableList<Integer> deliver(
      ImmutableList<Path> files, BetGenerator generator, ServerAddress office)
      throws IOException, CommandException, InterruptedException {
    long totalBytes = 0;
    for (Path file : files) {
      totalBytes += Files.size(file);
    }
    try (ProgressDisplay display = ProgressDisplay.open("bets", totalBytes);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      ImmutableList<Callable<Integer>> deliveries =
          files.collectWithIndex((file, index) ->
              () -> deliver(index + 1, file, generator.bets(index + 1), office, display));
      MutableList<Integer> winners = Lists.mutable.empty();
      for (Future<Integer> delivered : threads.invokeAll(deliveries.castToList())) {
        winners.add(delivered.get());
      }
      return winners.toImmutable();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof CommandException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  private static int deliver(
      int id, Path file, long bets, ServerAddress office, ProgressDisplay display)
      throws CommandException {
    try (Agency agency = new Agency(AgencySettings.of("--id=" + id, "--server=" + office))) {
      AtomicLong before = new AtomicLong();
      return agency
          .submit(
              DeliverySettings.of("--file=" + file, "--expect-bets=" + bets),
              bytes -> display.add(bytes - before.getAndSet(bytes)),
              WinnersTarget.NONE)
          .orElseThrow();
    }
  }
}
