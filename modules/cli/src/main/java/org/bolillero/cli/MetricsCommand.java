package org.bolillero.cli;

import java.io.PrintWriter;
import java.util.Locale;
import org.bolillero.console.Action;
import org.bolillero.console.ExitCode;
import org.bolillero.watch.Metric;
import picocli.CommandLine.Command;

/** The commands {@code metrics}. */
@Command(
    name = "metrics",
    header = "Tell what can be measured of an office.",
    description = "An office with --admin serves its metrics at /metrics, for Prometheus.",
    subcommands = MetricsCommand.ListAll.class)
final class MetricsCommand {
  @Command(
      name = "list",
      header = "List the metrics of an office.",
      description = {
        "Shows of each metric its name and labels, its type, its unit, and what it means. /metrics"
            + " has those of the JVM as well, with names that begin with jvm_ and process_."
      },
      footer = "  bolillero metrics list")
  static final class ListAll implements Action {
    @Override
    public ExitCode run(PrintWriter out) {
      for (Metric each : Metric.all()) {
        String labels = each.labels().isEmpty() ? "" : each.labels().makeString("{", ",", "}");
        String type = each.type().name().toLowerCase(Locale.ROOT);
        String unit = each.unit().isEmpty() ? "" : ", " + each.unit();
        out.printf("%s%s  %s%s%n", each.metricName(), labels, type, unit);
        out.printf("    %s%n", each.meaning());
      }
      return ExitCode.OK;
    }
  }
}
