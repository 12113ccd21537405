package org.bolillero.cli;

import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * That an office has led.
 *
 * @param term the number of the term
 * @param office what the office is called
 * @param since when it began
 */
record KafkaTerm(long term, String office, Instant since) {
  private static final Pattern LINE =
      Pattern.compile(
          "action: relevo \\| result: success \\| oficina: (.+?) \\| desde: (\\S+) \\|"
              + " periodo: (\\d+)");

  /** What a log line of an office says of it; nothing if it says something else. */
  static Stream<KafkaTerm> in(String line) {
    Matcher found = LINE.matcher(line);
    return found.find()
        ? Stream.of(
            new KafkaTerm(
                Long.parseLong(found.group(3)), found.group(1), Instant.parse(found.group(2))))
        : Stream.empty();
  }
}
