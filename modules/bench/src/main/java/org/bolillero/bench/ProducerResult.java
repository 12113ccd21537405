package org.bolillero.bench;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bolillero.console.CommandException;
import org.bolillero.console.ExitCode;

/**
 * What Kafka's own benchmark of a producer has measured. Its times are whole milliseconds, from the
 * call to send a record until the brokers have stored it.
 *
 * @param recordsPerSecond how many were stored in a second
 * @param millis50 the median of their times
 * @param millis99 as long as 99 of 100 took at most
 * @param millisMax the longest
 */
record ProducerResult(double recordsPerSecond, double millis50, double millis99, double millisMax) {
  private static final Pattern PART =
      Pattern.compile("(\\d+) records sent, ([0-9.]+) records/sec .*");

  private static final Pattern TOTAL =
      Pattern.compile(
          "(\\d+)(?: steady state)? records sent, ([0-9.]+) records/sec .*, ([0-9.]+) ms max"
              + " latency, (\\d+) ms 50th, .* (\\d+) ms 99th, .*");

  /** How many records were stored until some time. */
  private record Progress(double records, double seconds) {
    Progress and(Matcher line) {
      double more = Double.parseDouble(line.group(1));
      return new Progress(records + more, seconds + more / Double.parseDouble(line.group(2)));
    }
  }

  /**
   * Reads what it has printed: a line for each part of the time, and then one for all of it. If it
   * was told to leave out the first records, another one says how the rest did, and counts.
   *
   * @param warmRecords how many records are left out here. When it sends as fast as it can, many
   *     are only queued when the first of the others is sent, from which on its own clock for those
   *     runs. So here the time counts from the end of the part in which the last of them was stored
   */
  static ProducerResult parse(String output, long warmRecords) throws CommandException {
    Progress progress = new Progress(0, 0);
    Progress warm = progress;
    ProducerResult result = null;
    for (String line : output.lines().toList()) {
      Matcher total = TOTAL.matcher(line);
      Matcher part = PART.matcher(line);
      if (total.matches()) {
        result = since(warm, new Progress(0, 0).and(total), total);
      } else if (part.matches()) {
        progress = progress.and(part);
        warm = warm.records() < warmRecords ? progress : warm;
      }
    }
    if (result == null) {
      throw new CommandException(
          ExitCode.REFUSED, "expected the result of Kafka's benchmark, found: " + output.strip());
    }
    return result;
  }

  private static ProducerResult since(Progress warm, Progress all, Matcher total) {
    return new ProducerResult(
        (all.records() - warm.records()) / (all.seconds() - warm.seconds()),
        Double.parseDouble(total.group(4)),
        Double.parseDouble(total.group(5)),
        Double.parseDouble(total.group(3)));
  }
}
