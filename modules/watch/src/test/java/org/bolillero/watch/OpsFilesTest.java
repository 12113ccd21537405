package org.bolillero.watch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The dashboard and the alerts name metrics that there are, and Prometheus can read them. */
class OpsFilesTest {
  private static final Path OPS = Path.of("../../ops");
  private static final Path OPERATIONS = Path.of("../../docs/operations.md");
  private static final Pattern NAME = Pattern.compile("bolillero_[a-z_]+");
  private static final Pattern SELECTED =
      Pattern.compile("(?<name>bolillero_[a-z_]+)\\{(?<labels>[^}]*)}");
  private static final Pattern LABEL = Pattern.compile("([a-z]+)\\s*[!=]");
  private static final Pattern ALERT = Pattern.compile("(?m)^ +- alert: (\\w+)$");

  /** What Prometheus adds to all metrics of an office, and to those of a distribution. */
  private static final Set<String> ADDED = Set.of("job", "instance", "le");

  /** By all names under which Prometheus keeps them. */
  private static List<String> names(Metric metric) {
    String name = metric.metricName();
    return metric.type() == Metric.Type.HISTOGRAM
        ? List.of(name + "_bucket", name + "_sum", name + "_count")
        : List.of(name);
  }

  private static Set<String> allNames() {
    return Metric.all().stream().flatMap(each -> names(each).stream()).collect(Collectors.toSet());
  }

  private static Set<String> found(Pattern pattern, String text) {
    return pattern
        .matcher(text)
        .results()
        .map(each -> each.group(pattern == NAME ? 0 : 1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String read(String file) throws IOException {
    return Files.readString(OPS.resolve(file)).replace("\\\"", "\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"grafana/office.json", "prometheus/rules.yml", "prometheus/rules_test.yml"})
  void eachMetricThatIsNamedIsThere(String file) throws Exception {
    Set<String> named = found(NAME, read(file));
    assertTrue(named.size() > 5, named::toString);
    named.removeAll(allNames());
    assertEquals(Set.of(), named);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"grafana/office.json", "prometheus/rules.yml", "prometheus/rules_test.yml"})
  void eachLabelThatIsNamedIsThere(String file) throws Exception {
    Matcher selected = SELECTED.matcher(read(file));
    int count = 0;
    while (selected.find()) {
      count++;
      String name = selected.group("name");
      Metric metric =
          Metric.all().stream()
              .filter(each -> names(each).contains(name))
              .findFirst()
              .orElseThrow();
      Set<String> labels = found(LABEL, selected.group("labels"));
      labels.removeAll(ADDED);
      labels.removeAll(metric.labels().castToList());
      assertEquals(Set.of(), labels, name);
    }
    assertTrue(count > 3, file);
  }

  @Test
  void theDashboardShowsEachMetric() throws Exception {
    Set<String> shown = found(NAME, read("grafana/office.json"));
    for (Metric metric : Metric.all()) {
      assertTrue(names(metric).stream().anyMatch(shown::contains), metric.metricName());
    }
  }

  @Test
  void eachAlertIsTestedAndExplained() throws Exception {
    Set<String> alerts = found(ALERT, read("prometheus/rules.yml"));
    assertFalse(alerts.isEmpty());
    Set<String> tested =
        found(Pattern.compile("alertname: (\\w+)"), read("prometheus/rules_test.yml"));
    assertEquals(alerts, tested);
    String operations = Files.readString(OPERATIONS);
    String rows = operations.substring(operations.indexOf("## What to watch"));
    Set<String> explained =
        found(
            Pattern.compile("(?m)^\\| `([A-Z]\\w+)` \\|"),
            rows.substring(0, rows.indexOf("\n## ")));
    assertEquals(alerts, explained);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "check rules prometheus/rules.yml",
        "test rules prometheus/rules_test.yml",
        "check config prometheus/prometheus.yml"
      })
  void prometheusReadsIt(String command) throws Exception {
    assumeTrue(isOnPath("promtool"), "promtool is missing: it is in Debian's package prometheus");
    var arguments = new ArrayList<>(List.of("promtool"));
    arguments.addAll(List.of(command.split(" ")));
    Process promtool =
        new ProcessBuilder(arguments).directory(OPS.toFile()).redirectErrorStream(true).start();
    String said = new String(promtool.getInputStream().readAllBytes(), UTF_8);
    assertEquals(0, promtool.waitFor(), said);
  }

  private static boolean isOnPath(String program) {
    return Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
        .anyMatch(each -> Files.isExecutable(Path.of(each, program)));
  }
}
