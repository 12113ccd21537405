package org.bolillero.integration;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.bolillero.client.Agency;
import org.bolillero.client.AgencySettings;
import org.bolillero.client.DeliverySettings;
import org.bolillero.client.ServerAddress;
import org.bolillero.client.testing.CollectedWinners;
import org.bolillero.console.CommandException;

/**
 * One run of a real agency that waits for the draw.
 *
 * @param more options such as those for certificates
 */
record RealAgency(int agency, ServerAddress office, int batchMax, List<String> more) {
  private static final int BATCH_MAX = 10;
  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  /** In small batches. */
  RealAgency(int agency, ServerAddress office) {
    this(agency, office, BATCH_MAX);
  }

  /** In batches of at most so many. */
  RealAgency(int agency, ServerAddress office, int batchMax) {
    this(agency, office, batchMax, List.of());
  }

  /** In small batches, with more options. */
  RealAgency(int agency, ServerAddress office, List<String> more) {
    this(agency, office, BATCH_MAX, more);
  }

  /** An agency that gives up after so long. */
  Agency make(Duration retryLimit) throws CommandException {
    List<String> options = new ArrayList<>(more);
    options.add("--id=" + agency);
    options.add("--server=" + office);
    options.add("--retry-seconds=" + retryLimit.toSeconds());
    options.add("--answer-timeout=" + TIMEOUT.toSeconds());
    return new Agency(AgencySettings.of(options.toArray(String[]::new)));
  }

  /** Delivers a file, which may be empty, and returns the documents of the winners. */
  List<String> submit(Path file) throws CommandException {
    try (Agency running = make(TIMEOUT)) {
      return winners(running, file, _ -> {});
    }
  }

  /** An empty file is expected to be empty. */
  DeliverySettings delivery(Path file) {
    return DeliverySettings.of(
        "--file=" + file, "--batch-max=" + batchMax, "--no-bets=" + (file.toFile().length() == 0));
  }

  /** Tries to deliver a file that cannot be, and returns why. */
  CommandException fail(Path file) {
    return assertThrows(CommandException.class, () -> submit(file));
  }

  /** Tries once to deliver a file that cannot be, and returns why. */
  CommandException failAtOnce(Path file) {
    return assertThrows(
        CommandException.class,
        () -> {
          try (Agency running = make(Duration.ZERO)) {
            winners(running, file, _ -> {});
          }
        });
  }

  /** Has an agency deliver a file, and returns the documents of the winners. */
  List<String> winners(Agency running, Path file, LongConsumer bytesRead) throws CommandException {
    CollectedWinners winners = new CollectedWinners();
    assertTrue(running.submit(delivery(file), bytesRead, winners).isPresent());
    return winners.documents();
  }
}
