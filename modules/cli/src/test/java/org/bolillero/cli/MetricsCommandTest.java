package org.bolillero.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.bolillero.watch.Metric;
import org.junit.jupiter.api.Test;

class MetricsCommandTest {
  @Test
  void eachMetricIsListedWithAllThatIsToBeKnownOfIt() {
    Run run = Run.of("metrics", "list");
    assertEquals(0, run.exitCode());
    List<String> lines = run.out().lines().toList();
    assertEquals(2 * Metric.all().size(), lines.size());
    assertTrue(
        lines.contains("bolillero_connections_refused_total{code}  counter, connections"),
        run.out());
    assertTrue(lines.contains("bolillero_draw_state{draw,state}  gauge"), run.out());
    for (Metric each : Metric.all()) {
      int line = lines.indexOf("    " + each.meaning());
      assertTrue(line > 0, each.meaning());
      assertTrue(lines.get(line - 1).startsWith(each.metricName()), lines.get(line - 1));
    }
  }
}
