package org.bolillero.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportTest {
  private final Report report = new Report();

  @Test
  void aLineHasTheMedianTheLowestAndTheHighest() {
    report.add("MB/s", 1, 100);
    report.add("acknowledged, ms", 2, 1.5);
    report.add("MB/s", 1, 1234.56);
    report.add("MB/s", 1, 50);
    assertEquals(
        List.of(
            "",
            "                         median            min            max",
            "MB/s                      100.0           50.0        1,234.6",
            "acknowledged, ms           1.50           1.50           1.50"),
        printed());
  }

  @Test
  void theMedianOfAnEvenNumberIsTheMeanOfTheTwoInTheMiddle() {
    for (double value : new double[] {4, 1, 2, 3}) {
      report.add("s", 1, value);
    }
    assertEquals("s            2.5            1.0            4.0", printed().getLast());
  }

  private List<String> printed() {
    StringWriter text = new StringWriter();
    report.print(new PrintWriter(text));
    return text.toString().lines().toList();
  }
}
