package org.bolillero.cli;

import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import org.bolillero.client.Agency;
import org.bolillero.client.AgencySettings;
import org.bolillero.client.BetFileException;
import org.bolillero.client.DeliverySettings;
import org.bolillero.client.SalesClosedException;
import org.bolillero.client.WinnersTarget;
import org.bolillero.console.CommandException;
import org.eclipse.collections.api.list.ImmutableList;
import org.eclipse.collections.api.list.MutableList;
import org.eclipse.collections.impl.factory.Lists;

/**
 * The agencies of a demonstration: each brings its file to the office over a connection of its own,
 * all at the same time, and waits for the draw. Used by one thread.
 */
final class DemoAgencies implements AutoCloseable {
  private final ImmutableList<DemoFile> files;
  private final ImmutableList<String> office;
  private final DemoCertificates certificates;
  private final ImmutableList<Agency> agencies;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /** How many winners each agency was told of; none if it died or came late. */
  private final MutableList<Future<OptionalInt>> told = Lists.mutable.empty();

  /**
   * Agencies that have not begun.
   *
   * @param files one for each agency, which are numbered from 1
   * @param office options that say where to bring the bets
   * @param certificates what they show there
   * @throws CommandException if there cannot be such agencies
   */
  DemoAgencies(
      ImmutableList<DemoFile> files, ImmutableList<String> office, DemoCertificates certificates)
      throws CommandException {
    this.files = files;
    this.office = office;
    this.certificates = certificates;
    MutableList<Agency> made = Lists.mutable.empty();
    for (DemoFile file : files) {
      made.add(agency(file));
    }
    this.agencies = made.toImmutable();
  }

  private Agency agency(DemoFile file) throws CommandException {
    return new Agency(
        AgencySettings.of(
            certificates
                .options(DemoCertificates.agency(file.agency()))
                .newWith("--id=" + file.agency())
                .newWithAll(office)
                .toArray(new String[0])));
  }

  /** Their numbers, as people write them. */
  String numbers() {
    return files.size() == 1 ? "1" : "1-" + files.size();
  }

  /**
   * Lets all begin.
   *
   * @param bytes is told repeatedly how many more bytes of all files are on their way
   */
  void start(LongConsumer bytes) {
    files.forEachWithIndex(
        (file, index) -> told.add(threads.submit(() -> deliver(agencies.get(index), file, bytes))));
  }

  private static OptionalInt deliver(Agency agency, DemoFile file, LongConsumer bytes)
      throws CommandException {
    AtomicLong before = new AtomicLong();
    try (agency) {
      return agency.submit(
          DeliverySettings.of(file.delivery()),
          read -> bytes.accept(read - before.getAndSet(read)),
          WinnersTarget.NONE);
    } catch (SalesClosedException late) {
      return late.winners();
    } catch (BetFileException cut) {
      if (file.isCut()) {
        return OptionalInt.empty();
      }
      throw cut;
    }
  }

  /**
   * Whether an agency does nothing any more. One that was in time waits for the draw until it is
   * held.
   *
   * @throws CommandException if it has failed
   */
  boolean hasEnded(DemoFile file) throws CommandException, InterruptedException {
    boolean hasEnded = told(file).isDone();
    if (hasEnded) {
      resultOf(told(file));
    }
    return hasEnded;
  }

  /** Throws a {@link CommandException} if any agency has failed. */
  void requireGoing() throws CommandException, InterruptedException {
    for (DemoFile file : files) {
      hasEnded(file);
    }
  }

  /**
   * Waits until an agency was told its winners. To be called when the draw was held; an agency that
   * came late asks only now.
   *
   * @return how many winners it has; empty if it has died
   * @throws CommandException if it has failed
   */
  OptionalInt winners(DemoFile file) throws CommandException, InterruptedException {
    OptionalInt winners = resultOf(told(file));
    return winners.isPresent() || file.isCut() ? winners : deliver(agency(file), file, _ -> {});
  }

  private Future<OptionalInt> told(DemoFile file) {
    return told.get(file.agency() - 1);
  }

  private static OptionalInt resultOf(Future<OptionalInt> delivery)
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

  /** Ends those that have not ended by themselves. */
  @Override
  public void close() {
    agencies.forEach(Agency::close);
    threads.close();
  }
}
