package org.bolillero.bench;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.bolillero.brokers.Brokers;
import org.bolillero.console.CommandException;
import org.bolillero.kafka.KafkaTopics;
import org.bolillero.storage.LogException;
import org.bolillero.storage.SharedLogs;
import org.eclipse.collections.impl.factory.Lists;

/**
 * Kafka's own benchmark of a producer, in a process of its own: it sends records to a topic that
 * was made as an office makes its topics, by a producer that is set up as an office's.
 *
 * @param records how many are measured
 * @param warmRecords how many it sends before
 * @param recordBytes how large each of them is
 * @param recordsPerSecond how many it sends in a second; 0: without a limit
 */
record ProducerBenchmark(long records, long warmRecords, int recordBytes, double recordsPerSecond) {
  private static final String PROGRAM = "org.apache.kafka.tools.ProducerPerformance";
  private static final int REPORTING_MILLIS = 250;
  private static final int TOPIC = 1;

  /**
   * Sends all records to a new topic.
   *
   * @param folder where its settings and its output go
   * @param place the brokers, and what the topic's name begins with
   * @param payloadBytesMax how large a batch of bets may be in the office
   */
  ProducerResult run(Path folder, SharedLogs.Place place, int payloadBytesMax)
      throws IOException, LogException, CommandException, InterruptedException {
    Path settings = folder.resolve("producer.properties");
    try (KafkaTopics topics = KafkaTopics.of(place, _ -> {})) {
      topics.open(TOPIC, payloadBytesMax).close();
      write(topics.producerSettings(payloadBytesMax), settings);
    }
    List<String> command =
        Lists.mutable.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--class-path=" + System.getProperty(Brokers.JARS) + "/*",
            PROGRAM,
            "--command-config=" + settings,
            "--topic=" + place.prefix() + TOPIC,
            "--num-records=" + (warmRecords + records),
            "--record-size=" + recordBytes,
            "--reporting-interval=" + REPORTING_MILLIS,
            "--throughput=" + (isLimited() ? recordsPerSecond : -1),
            "--warmup-records=" + (isLimited() ? warmRecords : 0));
    try (MeasuredProcess process = MeasuredProcess.start(folder, "producer", command)) {
      process.awaitSuccess();
      return ProducerResult.parse(
          Files.readString(process.output()), isLimited() ? 0 : warmRecords);
    }
  }

  /** Then nothing queues, and it knows when those records begin that count. */
  private boolean isLimited() {
    return recordsPerSecond > 0;
  }

  private static void write(Map<String, Object> settings, Path file) throws IOException {
    Properties text = new Properties();
    settings.forEach((name, value) ->
        text.setProperty(
            name, value instanceof Class<?> type ? type.getName() : String.valueOf(value)));
    try (Writer out = Files.newBufferedWriter(file)) {
      text.store(out, null);
    }
  }
}
