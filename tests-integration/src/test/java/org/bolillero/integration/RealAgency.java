package org.bolillero.integration;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.LongConsumer;
import org.bolillero.client.Agency;
import org.bolillero.client.AgencySettings;
import org.bolillero.client.DeliverySettings;
import org.bolillero.client.ServerAddress;
import org.bolillero.client.testing.CollectedWinners;
import org.bolillero.console.CommandException;

/** One run of a real agency that waits for the draw. */
record RealAgency(int agency, ServerAddress office, int batchMax) {
  private static final int BATCH_MAX = 10;
  private static final Duration TIMEOUT = Duration.ofSeconds(20);

  /** In small batches. */
  RealAgency(int agency, ServerAddress office) {
    this(agency, office, BATCH_MAX);
  }

  /** An agency that gives up after so long. */
  Agency make(Duration retryLimit) throws CommandException {
    return new Agency(
        AgencySettings.of(
            "--id=" + agency,
            "--server=" + office,
            "--retry-seconds=" + retryLimit.toSeconds(),
            "--answer-timeout=" + TIMEOUT.toSeconds()));
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

  /** Has an agency deliver a file, and returns the documents of the winners. */
  List<String> winners(Agency running, Path file, LongConsumer bytesRead) throws CommandException {
    CollectedWinners winners = new CollectedWinners();
    assertTrue(running.submit(delivery(file), bytesRead, winners).isPresent());
    return winners.documents();
  }
}
