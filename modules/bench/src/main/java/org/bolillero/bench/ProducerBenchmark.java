package org.bolillero.bench;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bolillero.brokers.Brokers;
import org.bolillero.console.CommandException;
import org.bolillero.console.ExitCode;
import org.bolillero.kafka.KafkaTopics;
import org.bolillero.storage.LogException;
import org.bolillero.storage.SharedLogs;
import org.eclipse.collections.impl.factory.Lists;

/**
 * Kafka's own benchmark of a producer, in a process of its own: it sends records to a topic that
 * was made as an office makes its topics, by a producer that is set up as an office's.
 *
 * @param records how many it sends
 * @param recordBytes how large each of them is
 * @param recordsPerSecond how many it sends in a second; 0: without a limit
 */
record ProducerBenchmark(long records, int recordBytes, double recordsPerSecond) {
  private static final String PROGRAM = "org.apache.kafka.tools.ProducerPerformance";
  private static final int TOPIC = 1;

  /**
   * What it prints last of all. Its times are whole milliseconds, from the call to send a record
   * until the brokers have stored it.
   *
   * @param recordsPerSecond how many were stored in a second
   * @param millis50 the median of their times
   * @param millis99 as long as 99 of 100 took at most
   * @param millisMax the longest
   */
  record Result(double recordsPerSecond, double millis50, double millis99, double millisMax) {
    private static final Pattern LINE =
        Pattern.compile(
            "\\d+ records sent, ([0-9.]+) records/sec .*, ([0-9.]+) ms max latency,"
                + " (\\d+) ms 50th, .* (\\d+) ms 99th, .*");

    static Result parse(String output) throws CommandException {
      for (String line : output.lines().toList().reversed()) {
        Matcher found = LINE.matcher(line);
        if (found.matches()) {
          return new Result(
              Double.parseDouble(found.group(1)),
              Double.parseDouble(found.group(3)),
              Double.parseDouble(found.group(4)),
              Double.parseDouble(found.group(2)));
        }
      }
      throw new CommandException(
          ExitCode.REFUSED, "expected the result of Kafka's benchmark, found: " + output.strip());
    }
  }

  /**
   * Sends all records to a new topic.
   *
   * @param folder where its settings and its output go
   * @param place the brokers, and what the topic's name begins with
   * @param payloadBytesMax how large a batch of bets may be in the office
   */
  Result run(Path folder, SharedLogs.Place place, int payloadBytesMax)
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
            "--num-records=" + records,
            "--record-size=" + recordBytes,
            "--throughput=" + (recordsPerSecond > 0 ? recordsPerSecond : -1));
    try (MeasuredProcess process = MeasuredProcess.start(folder, "producer", command)) {
      process.awaitSuccess();
      return Result.parse(Files.readString(process.output()));
    }
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
