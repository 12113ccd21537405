package org.bolillero.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.bolillero.brokers.Ports;
import org.eclipse.collections.api.list.ImmutableList;
import org.eclipse.collections.impl.factory.Lists;

/**
 * The two offices of a demonstration, of which one leads at a time.
 *
 * @param first the one that leads at first
 * @param second the one that stands by at first
 */
record KafkaOffices(KafkaOffice first, KafkaOffice second) implements AutoCloseable {
  private static final int PORTS = 4;

  /** On a busy machine a take-over may take longer than agencies are patient. */
  private static final int RETRY_SECONDS = 300;

  /**
   * Offices that are not started yet.
   *
   * @param parent where their folders are going to be
   * @param brokers which keep their logs
   */
  static KafkaOffices in(Path parent, String brokers) {
    List<Integer> ports = Ports.free(PORTS);
    return new KafkaOffices(
        new KafkaOffice("uno", parent, ports.get(0), ports.get(1), brokers),
        new KafkaOffice("dos", parent, ports.get(2), ports.get(3), brokers));
  }

  /** Starts both. When this returns, the first one leads and the second one stands by. */
  void start() throws IOException, InterruptedException {
    first.start();
    first.awaitLead();
    second.start();
    second.awaitStandby();
  }

  /** Both addresses, as agencies are given them. */
  String addresses() {
    return first.address() + "," + second.address();
  }

  /** Options of an agency. */
  ImmutableList<String> options() {
    return Lists.immutable.of("--server=" + addresses(), "--retry-seconds=" + RETRY_SECONDS);
  }

  /**
   * Ends the second one, which leads, and then the first one. Whoever begins to lead has read
   * everything, so that both replicas have all of it.
   */
  void end() throws IOException, InterruptedException {
    second.terminate();
    first.awaitLead();
    first.terminate();
  }

  /** Who has led when, from the first term on. */
  List<KafkaTerm> terms() {
    return Stream.of(first, second)
        .flatMap(KafkaOffice::terms)
        .sorted(Comparator.comparingLong(KafkaTerm::term))
        .toList();
  }

  /** Kills what runs. Idempotent. */
  @Override
  public void close() {
    first.close();
    second.close();
  }
}
