package org.bolillero.integration;

import static org.bolillero.fuzz.Patience.await;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntSupplier;

/** Many sellers, each with a virtual thread, that sell until sales are closed. */
final class Sellers implements AutoCloseable {
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final List<Seller> sellers = new ArrayList<>();
  private final List<Future<?>> selling = new ArrayList<>();

  /** The agencies 1 to {@code count} begin to sell. */
  Sellers(IntSupplier port, int version, int draw, int count) {
    for (int agency = 1; agency <= count; agency++) {
      Seller seller = new Seller(port, version, draw, agency);
      sellers.add(seller);
      selling.add(
          threads.submit(() -> {
            seller.sellUntilClosed();
            return true;
          }));
    }
  }

  /** Waits until each has been told of a bet that is stored. */
  void awaitAllSell() throws Exception {
    await()
        .atMost(Programs.PATIENCE)
        .until(() -> hasFailed() || sellers.stream().allMatch(each -> each.told() > 0));
    if (hasFailed()) {
      awaitClosed();
    }
  }

  /** Waits until each has been told that sales are closed. */
  void awaitClosed() throws Exception {
    await()
        .atMost(Programs.PATIENCE)
        .until(() -> hasFailed() || selling.stream().allMatch(Future::isDone));
    for (Future<?> each : selling) {
      if (each.isDone()) {
        each.get();
      }
    }
  }

  private boolean hasFailed() {
    return selling.stream().anyMatch(each -> each.state() == Future.State.FAILED);
  }

  /** Each comes again and finishes with what it was told counts. */
  void finish() throws Exception {
    List<Future<?>> finishing = new ArrayList<>();
    for (Seller each : sellers) {
      finishing.add(
          threads.submit(() -> {
            each.finishHowever();
            return true;
          }));
    }
    for (Future<?> each : finishing) {
      each.get();
    }
  }

  /** The log has, for each, just the bets that it was told are stored. */
  void assertCounted(DrawLog log) {
    sellers.forEach(each -> each.assertCounted(log));
  }

  /** How many bets they were told are stored. */
  long told() {
    return sellers.stream().mapToLong(Seller::told).sum();
  }

  @Override
  public void close() throws IOException {
    threads.shutdownNow();
    for (Seller each : sellers) {
      each.close();
    }
  }
}
