package org.bolillero.bench;

import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The same with brokers: every way to measure an office whose log they keep. */
@Tag("kafka")
class KafkaBenchIT extends MeasuredProgram {
  @Test
  void intakePipelined() throws IOException {
    expect(
        measure("intake", "--kafka", "--agencies", "2", "--bets", "20000"),
        "2 agencies, 20,000 bets in frames of 8,192 bytes, pipelined, cold",
        "office: MB/s in records",
        "benchmark: MB/s in records",
        "MB/s of the office, of the benchmark's, %");
  }

  @Test
  void intakeOneAtATimeAfterOthers() throws IOException {
    expect(
        measure(
            "intake",
            "--kafka",
            "--agencies",
            "1",
            "--bets",
            "4000",
            "--warm-bets",
            "2000",
            "--one-at-a-time"),
        "1 agency, 4,000 bets in frames of 8,192 bytes, one at a time, after 2,000 others",
        "benchmark: acknowledged after, p99, ms");
  }
}
