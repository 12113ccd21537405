package org.bolillero.watch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.bolillero.fuzz.Patience.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.bolillero.lottery.BetField;
import org.bolillero.lottery.BetProblem;
import org.bolillero.office.DrawEnvironment;
import org.bolillero.office.DrawEventCodec;
import org.bolillero.office.DrawFinder;
import org.bolillero.office.DrawTerms;
import org.bolillero.office.Draws;
import org.bolillero.office.NumberSource;
import org.bolillero.office.OfficeEvent;
import org.bolillero.storage.DurableLog;
import org.bolillero.storage.LogSettings;
import org.bolillero.watch.Readings.InForce;
import org.bolillero.watch.testing.SetReadings;
import org.eclipse.collections.impl.factory.primitive.IntSets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OfficeMetricsTest {
  private static final Instant NOW = Instant.parse("2026-12-24T12:00:00Z");
  private static final Instant CLOSE = Instant.parse("2026-12-24T21:00:00Z");
  private static final Path DOCS = Path.of("../../docs/metrics.md");

  @TempDir private Path folder;

  private final SetReadings readings = new SetReadings();
  private Watcher watcher;
  private Draws draws;
  private OfficeMetrics metrics;

  @BeforeEach
  void start() throws Exception {
    watcher = new Watcher(folder, 1, () -> NOW);
    draws =
        Draws.open(
            folder,
            Optional.empty(),
            (each, draw) ->
                (replay, log) ->
                    DurableLog.open(
                        each, LogSettings.of(draw, DrawEventCodec.WORDS, 64 * 1024), replay, log),
            (_, _) -> {},
            new DrawEnvironment(Thread.ofVirtual().factory(), 1, () -> NOW, watcher));
    metrics = watcher.watch(draws, readings).metrics();
  }

  @AfterEach
  void close() throws Exception {
    draws.close();
  }

  private void open(int draw, Optional<Instant> closesAt, int... agencies) throws Exception {
    draws.openDraw(
        new DrawTerms(
            draw, IntSets.immutable.of(agencies), closesAt, new NumberSource.Officials(1)),
        "ana");
  }

  private String scrape() {
    return new String(metrics.text(), UTF_8);
  }

  private void assertLine(String line) {
    String text = scrape();
    assertTrue(text.lines().anyMatch(line::equals), () -> line + " is missing in\n" + text);
  }

  private void letAllHappen() throws Exception {
    open(7, Optional.of(CLOSE), 1, 2, 3);
    readings.enforce(
        List.of(
            new InForce("own", CLOSE),
            new InForce("authority", CLOSE.plusSeconds(5)),
            new InForce("authority", CLOSE.plusSeconds(3))));
    watcher.on(new OfficeEvent.ConnectionRefused("10.0.0.1", 3, "CLOSED", "too late"));
  }

  /** Of a metric as it is written: its name and what stands in its comments. */
  private static String described(Metric metric) {
    return "%s %s %s"
        .formatted(
            metric.metricName(),
            metric.type() == Metric.Type.INFO
                ? "gauge"
                : metric.type().name().toLowerCase(Locale.ROOT),
            metric.meaning());
  }

  @Test
  void aScrapeHasWhatTheCatalogueSays() throws Exception {
    letAllHappen();
    String text = scrape();
    TreeSet<String> written = new TreeSet<>();
    Pattern help = Pattern.compile("(?m)^# HELP (bolillero_\\S+) (.*)$");
    help.matcher(text)
        .results()
        .forEach(each ->
            written.add(each.group(1) + " " + type(text, each.group(1)) + " " + each.group(2)));
    TreeSet<String> expected = new TreeSet<>();
    Metric.all().forEach(each -> expected.add(described(each)));
    assertEquals(String.join("\n", expected), String.join("\n", written));
  }

  private static String type(String text, String name) {
    var type = Pattern.compile("(?m)^# TYPE " + name + " (\\S+)$").matcher(text);
    assertTrue(type.find(), name);
    return type.group(1);
  }

  @Test
  void eachSampleHasTheLabelsThatTheCatalogueSays() throws Exception {
    letAllHappen();
    String text = scrape();
    for (Metric metric : Metric.all()) {
      String name = metric.metricName() + (metric.type() == Metric.Type.HISTOGRAM ? "_sum" : "");
      var samples = Pattern.compile("(?m)^" + name + "(\\{(.*)})? ").matcher(text);
      assertTrue(samples.find(), name);
      String labels = samples.group(2) == null ? "" : samples.group(2);
      List<String> names =
          Pattern.compile("([a-z]+)=\"")
              .matcher(labels)
              .results()
              .map(each -> each.group(1))
              .toList();
      assertEquals(new TreeSet<>(metric.labels().castToList()), new TreeSet<>(names), name);
    }
  }

  @Test
  void theDocumentationHasWhatTheCatalogueSays() throws Exception {
    String expected =
        Metric.all().stream()
            .map(OfficeMetricsTest::row)
            .reduce("", (table, row) -> table + row + "\n");
    String docs = Files.readString(DOCS);
    assertTrue(docs.contains(expected), () -> "expected in docs/metrics.md:\n" + expected);
    assertEquals(
        Metric.all().size(),
        Pattern.compile("(?m)^\\| `bolillero_").matcher(docs).results().count());
  }

  private static String row(Metric metric) {
    return "| `%s` | %s | %s | %s | %s |"
        .formatted(
            metric.metricName(),
            metric.type().name().toLowerCase(Locale.ROOT),
            metric.unit(),
            metric.labels().collect(each -> "`" + each + "`").makeString(),
            metric.meaning())
        .replaceAll("\\|  (?=\\|)", "| ");
  }

  @Test
  void whatHappensIsCounted() throws Exception {
    watcher.on(new OfficeEvent.BetsStored(1, 5, 20));
    watcher.on(new OfficeEvent.BetsStored(1, 6, 3));
    watcher.on(
        new OfficeEvent.BatchRejected(1, 5, 9, new BetProblem(3, BetField.DOCUMENT, "expected …")));
    watcher.on(new OfficeEvent.ConnectionRefused("10.0.0.1", 3, "CLOSED", "too late"));
    watcher.on(new OfficeEvent.ConnectionRefused("10.0.0.1", 0, "BUSY", "too many"));
    watcher.on(new OfficeEvent.ConnectionRefused("10.0.0.1", 3, "CLOSED", "too late"));
    watcher.on(new OfficeEvent.ConnectionStuck("10.0.0.1"));
    watcher.on(new OfficeEvent.ConnectionBroken("10.0.0.1", new IOException("reset")));
    assertLine("bolillero_bets_stored_total 23.0");
    assertLine("bolillero_batches_rejected_total 1.0");
    assertLine("bolillero_connections_refused_total{code=\"CLOSED\"} 2.0");
    assertLine("bolillero_connections_refused_total{code=\"BUSY\"} 1.0");
    assertLine("bolillero_write_timeouts_total 1.0");
    assertLine("bolillero_connections_failed_total{cause=\"broken\"} 1.0");
    assertLine("bolillero_connections_failed_total{cause=\"insecure\"} 0.0");
  }

  @Test
  void forcesAreCountedByHowLongTheyTake() throws Exception {
    watcher.on(new OfficeEvent.LogGroupForced(TimeUnit.MICROSECONDS.toNanos(90), 1000, 1));
    watcher.on(new OfficeEvent.LogGroupForced(TimeUnit.MICROSECONDS.toNanos(150), 2000, 3));
    watcher.on(new OfficeEvent.LogGroupForced(TimeUnit.SECONDS.toNanos(20), 10, 5000));
    assertLine("bolillero_log_force_duration_seconds_bucket{le=\"1.0E-4\"} 1");
    assertLine("bolillero_log_force_duration_seconds_bucket{le=\"2.0E-4\"} 2");
    assertLine("bolillero_log_force_duration_seconds_bucket{le=\"+Inf\"} 3");
    assertLine("bolillero_log_force_duration_seconds_count 3");
    assertLine("bolillero_log_group_entries_bucket{le=\"4.0\"} 2");
    assertLine("bolillero_log_group_entries_bucket{le=\"4096.0\"} 2");
    assertLine("bolillero_log_group_entries_sum 5004.0");
    assertLine("bolillero_log_written_bytes_total 3010.0");
  }

  @Test
  void whatCanBeReadIsReadWhenItIsAskedFor() throws Exception {
    letAllHappen();
    assertLine("bolillero_connections{state=\"reading\"} 2.0");
    assertLine("bolillero_requests_waiting 3.0");
    assertLine("bolillero_log_lines_dropped_total 4.0");
    assertLine("bolillero_log_queued_bytes 0.0");
    assertLine("bolillero_check_success{check=\"accept\"} 1.0");
    long close = CLOSE.getEpochSecond();
    assertLine("bolillero_tls_certificate_expiry_timestamp_seconds{use=\"own\"} " + (double) close);
    assertLine(
        "bolillero_tls_certificate_expiry_timestamp_seconds{use=\"authority\"} "
            + (double) (close + 3));
    readings.accept(false);
    assertLine("bolillero_check_success{check=\"accept\"} 0.0");
  }

  @Test
  void aReloadThatFailsIsSeenUntilOneSucceeds() throws Exception {
    assertLine("bolillero_reload_success 1.0");
    watcher.on(new OfficeEvent.CertificatesNotReloaded("no certificate"));
    assertLine("bolillero_reload_success 0.0");
    watcher.on(new OfficeEvent.CertificatesReloaded(0));
    assertLine("bolillero_reload_success 1.0");
  }

  @Test
  void drawsThatAreNotOverAreSeen() throws Exception {
    open(7, Optional.of(CLOSE), 1, 2, 3);
    open(9, Optional.empty(), 4);
    draws.decide(
        7,
        draw -> {
          draw.officials().excuse(2, "ana", "power cut");
          return draw;
        });
    assertLine("bolillero_agencies{draw=\"7\",state=\"open\"} 2.0");
    assertLine("bolillero_agencies{draw=\"7\",state=\"finished\"} 0.0");
    assertLine("bolillero_agencies{draw=\"7\",state=\"excused\"} 1.0");
    assertLine("bolillero_agencies{draw=\"9\",state=\"open\"} 1.0");
    assertLine("bolillero_draw_state{draw=\"7\",state=\"open\"} 1.0");
    assertLine("bolillero_draw_state{draw=\"7\",state=\"sealed\"} 0.0");
    assertLine(
        "bolillero_draw_closes_timestamp_seconds{draw=\"7\"} " + (double) CLOSE.getEpochSecond());
    assertFalse(scrape().contains("bolillero_draw_closes_timestamp_seconds{draw=\"9\"}"));
  }

  @Test
  void drawsThatAreOverHaveNoMetrics() throws Exception {
    for (int draw = 1; draw <= 3; draw++) {
      open(draw, Optional.empty(), 1);
      draws.decide(
          draw,
          each -> {
            each.officials().excuse(1, "ana", "closed for good");
            return each;
          });
    }
    assertTrue(scrape().contains("draw=\"3\""));
    for (int draw = 1; draw <= 3; draw++) {
      hold(draw);
    }
    String text = scrape();
    assertFalse(text.contains("draw=\""), text);
  }

  private void hold(int number) throws Exception {
    draws.decide(
        number,
        draw -> {
          await().until(() -> draw.state().name().equals("SEALED"));
          draw.officials().enterNumber(7574, "ana");
          return draw;
        });
    try (DrawFinder.Lease lease = draws.find(number)) {
      lease.draw().awaitAnnounced(new CompletableFuture<>());
      assertTrue(lease.draw().awaitRest(Duration.ofMinutes(1)));
    }
  }

  @Test
  void theJvmHasMetricsToo() throws Exception {
    assertTrue(scrape().contains("jvm_memory_used_bytes{area=\"heap\"}"));
    assertTrue(scrape().contains("process_start_time_seconds"));
  }
}
