package org.bolillero.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.bolillero.console.CommandException;
import org.junit.jupiter.api.Test;

class ProducerBenchmarkTest {
  @Test
  void itsLastLineSaysWhatCameOfIt() throws CommandException {
    String output =
        """
        4301 records sent, 860.2 records/sec (6.72 MB/sec), 2431.7 ms avg latency, 4880.0 ms max latency.
        13206 records sent, 964.310752 records/sec (7.53 MB/sec), 4711.33 ms avg latency, 6247.00 ms max latency, 4880 ms 50th, 6031 ms 95th, 6205 ms 99th, 6240 ms 99.9th.
        """;
    assertEquals(
        new ProducerBenchmark.Result(964.310752, 4880, 6205, 6247),
        ProducerBenchmark.Result.parse(output));
  }

  @Test
  void whatItSaysInsteadIsTold() {
    var e =
        assertThrows(
            CommandException.class, () -> ProducerBenchmark.Result.parse("no such topic\n"));
    assertTrue(String.valueOf(e.getMessage()).endsWith("found: no such topic"), e::toString);
  }
}
