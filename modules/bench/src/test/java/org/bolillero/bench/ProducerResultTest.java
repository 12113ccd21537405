package org.bolillero.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.bolillero.console.CommandException;
import org.junit.jupiter.api.Test;

class ProducerResultTest {
  private static final String OUTPUT =
      """
      500 records sent, 1000.0 records/sec (7.81 MB/sec), 431.7 ms avg latency, 480.0 ms max latency.
      2000 records sent, 4000.0 records/sec (31.25 MB/sec), 431.7 ms avg latency, 480.0 ms max latency.
      7500 records sent, 3750.000000 records/sec (29.30 MB/sec), 71.33 ms avg latency, 624.00 ms max latency, 48 ms 50th, 60 ms 95th, 62 ms 99th, 624 ms 99.9th.
      """;

  @Test
  void theLastLineSaysWhatCameOfIt() throws CommandException {
    assertEquals(new ProducerResult(3750, 48, 62, 624), ProducerResult.parse(OUTPUT, 0));
  }

  @Test
  void recordsThatAreLeftOutTakeTheTimeOfTheirParts() throws CommandException {
    double afterOnePart = 7000 / 1.5;
    double afterTwo = 5000 / 1.0;
    assertEquals(afterOnePart, ProducerResult.parse(OUTPUT, 500).recordsPerSecond(), 1e-6);
    assertEquals(afterTwo, ProducerResult.parse(OUTPUT, 501).recordsPerSecond(), 1e-6);
  }

  @Test
  void whatItHasLeftOutItselfIsNotLeftOutAgain() throws CommandException {
    String steady =
        """
        2500 steady state records sent, 5000.000000 records/sec (39.06 MB/sec), 7.33 ms avg latency, 99.00 ms max latency, 7 ms 50th, 8 ms 95th, 9 ms 99th, 99 ms 99.9th.
        """;
    assertEquals(new ProducerResult(5000, 7, 9, 99), ProducerResult.parse(OUTPUT + steady, 0));
  }

  @Test
  void whatItSaysInsteadIsTold() {
    var e = assertThrows(CommandException.class, () -> ProducerResult.parse("no such topic\n", 0));
    assertTrue(String.valueOf(e.getMessage()).endsWith("found: no such topic"), e::toString);
  }
}
