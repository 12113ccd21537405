package org.bolillero.watch;

import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.IOException;
import java.io.OutputStream;

/**
 * The metrics of an office and of its JVM in Prometheus' text format. The only class that knows
 * Prometheus' library. Thread-safe.
 */
final class Exposition implements MultiCollector {
  private static final String COUNTER_SUFFIX = "_total";
  private static final String INFO_SUFFIX = "_info";

  private final Samples samples;
  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final PrometheusTextFormatWriter writer = PrometheusTextFormatWriter.create();

  Exposition(Samples samples) {
    this.samples = samples;
    registry.register(this);
    JvmMetrics.builder().register(registry);
  }

  void writeTo(OutputStream out) throws IOException {
    writer.write(out, registry.scrape());
  }

  @Override
  public MetricSnapshots collect() {
    return new MetricSnapshots(Metric.all().stream().map(this::snapshot).toList());
  }

  private MetricSnapshot snapshot(Metric metric) {
    return switch (metric.type()) {
      case COUNTER -> counter(metric);
      case GAUGE -> gauge(metric);
      case HISTOGRAM -> histogram(metric);
      case INFO -> info(metric);
    };
  }

  private CounterSnapshot counter(Metric metric) {
    CounterSnapshot.Builder snapshot =
        CounterSnapshot.builder().name(without(COUNTER_SUFFIX, metric)).help(metric.meaning());
    for (Sample each : samples.of(metric)) {
      snapshot.dataPoint(
          CounterDataPointSnapshot.builder()
              .labels(labels(metric, each))
              .value(each.value())
              .build());
    }
    return snapshot.build();
  }

  private GaugeSnapshot gauge(Metric metric) {
    GaugeSnapshot.Builder snapshot =
        GaugeSnapshot.builder().name(metric.metricName()).help(metric.meaning());
    for (Sample each : samples.of(metric)) {
      snapshot.dataPoint(
          GaugeDataPointSnapshot.builder()
              .labels(labels(metric, each))
              .value(each.value())
              .build());
    }
    return snapshot.build();
  }

  private InfoSnapshot info(Metric metric) {
    InfoSnapshot.Builder snapshot =
        InfoSnapshot.builder().name(without(INFO_SUFFIX, metric)).help(metric.meaning());
    for (Sample each : samples.of(metric)) {
      snapshot.dataPoint(InfoDataPointSnapshot.builder().labels(labels(metric, each)).build());
    }
    return snapshot.build();
  }

  private HistogramSnapshot histogram(Metric metric) {
    Distribution distribution = samples.distribution(metric);
    return HistogramSnapshot.builder()
        .name(metric.metricName())
        .help(metric.meaning())
        .dataPoint(
            HistogramDataPointSnapshot.builder()
                .classicHistogramBuckets(
                    ClassicHistogramBuckets.of(distribution.bounds(), distribution.counts()))
                .sum(distribution.sum())
                .build())
        .build();
  }

  /** The library adds what the names of a type end with. */
  private static String without(String suffix, Metric metric) {
    return metric.metricName().substring(0, metric.metricName().length() - suffix.length());
  }

  private static Labels labels(Metric metric, Sample sample) {
    return Labels.of(metric.labels().castToList(), sample.labels());
  }
}
