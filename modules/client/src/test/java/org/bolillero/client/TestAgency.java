package org.bolillero.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bolillero.client.testing.CollectedWinners;
import org.bolillero.console.CommandException;
import org.bolillero.lottery.Bet;

/** What the tests of an agency share: bets, files of them, agencies that do not pause. */
final class TestAgency {
  static final int ID = 1;

  private TestAgency() {}

  static AgencySettings settings(TestOffice office) {
    return settings(office.address());
  }

  static AgencySettings settings(ServerAddress server) {
    return settings(server, Duration.ofSeconds(30), Duration.ofSeconds(20));
  }

  static AgencySettings settings(TestOffice office, Duration retryLimit) {
    return settings(office.address(), retryLimit, Duration.ofSeconds(20));
  }

  static AgencySettings settings(
      ServerAddress server, Duration retryLimit, Duration answerTimeout) {
    return AgencySettings.of(
        "--id=" + ID,
        "--server=" + server,
        "--retry-seconds=" + retryLimit.toSeconds(),
        "--answer-timeout=" + answerTimeout.toSeconds());
  }

  /** Of an agency that bets in a draw. */
  static AgencySettings settings(TestOffice office, int draw) {
    return AgencySettings.of("--id=" + ID, "--server=" + office.address(), "--draw=" + draw);
  }

  /** In small batches. */
  static DeliverySettings delivery(Path file, String... options) {
    return deliveryInBatches(10, file, options);
  }

  static DeliverySettings deliveryInBatches(int batchMax, Path file, String... options) {
    Stream<String> usual = Stream.of("--file=" + file, "--batch-max=" + batchMax);
    return DeliverySettings.of(Stream.concat(usual, Stream.of(options)).toArray(String[]::new));
  }

  /** An agency that tries again at once. */
  static Agency agency(AgencySettings settings) {
    return new Agency(settings, link(settings));
  }

  static OfficeLink link(AgencySettings settings) {
    return new OfficeLink(
        settings,
        new Dialer(Dialer.Layer.NONE),
        System::nanoTime,
        (_, _) -> {},
        RandomGenerator.getDefault());
  }

  static OptionalInt submit(TestOffice office, Path file) throws CommandException {
    try (Agency agency = agency(settings(office))) {
      return agency.submit(delivery(file), _ -> {}, WinnersTarget.NONE);
    }
  }

  /** Delivers a file to an office that holds its draw, and gives the winners. */
  static List<String> winners(TestOffice office, Path file) throws CommandException {
    try (Agency agency = agency(settings(office))) {
      return winners(agency, file);
    }
  }

  static List<String> winners(Agency agency, Path file) throws CommandException {
    return winners(agency, delivery(file));
  }

  static List<String> winners(Agency agency, DeliverySettings delivery) throws CommandException {
    CollectedWinners winners = new CollectedWinners();
    OptionalInt outcome = agency.submit(delivery, _ -> {}, winners);
    assertEquals(OptionalInt.of(winners.documents().size()), outcome);
    return winners.documents();
  }

  static List<Bet> bets(int count) {
    return IntStream.range(0, count).mapToObj(TestAgency::bet).toList();
  }

  static Bet bet(int i) {
    LocalDate day = LocalDate.of(1980, 1, 1).plusDays(i % 9000);
    return new Bet("Ana " + i, "Paz", Integer.toString(30_000_000 + i), day, i % 10_000);
  }

  static String row(Bet bet) {
    return String.join(
        ",",
        bet.firstName(),
        bet.lastName(),
        bet.document(),
        bet.birthDate().toString(),
        Integer.toString(bet.number()));
  }

  static Path write(Path folder, List<Bet> bets) {
    return write(folder, bets.stream().map(bet -> row(bet) + "\n").collect(Collectors.joining()));
  }

  static Path write(Path folder, String text) {
    try {
      return Files.writeString(folder.resolve("agency-1.csv"), text, UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
