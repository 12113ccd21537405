package org.bolillero.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportTest {
  @Test
  void theColumnsAreAligned() {
    Report report = new Report();
    report.figure("bets/s", 0).add(4_000_000).add(3_000_000).add(5_000_000).note("cold");
    report.figure("acknowledged, ms", 2).add(1.5);
    StringWriter text = new StringWriter();
    report.print(new PrintWriter(text));
    assertEquals(
        List.of(
            "",
            "                     median        min        max",
            "bets/s            4,000,000  3,000,000  5,000,000  cold",
            "acknowledged, ms       1.50       1.50       1.50"),
        text.toString().lines().toList());
  }

  @Test
  void aNameIsOneFigure() {
    Report report = new Report();
    assertSame(report.figure("bets/s", 0), report.figure("bets/s", 0));
  }
}
