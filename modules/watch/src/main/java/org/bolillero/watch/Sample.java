package org.bolillero.watch;

import java.util.List;
import java.util.Map;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.ImmutableList;

/** What a metric is now, for one combination of its labels. */
record Sample(List<String> labels, double value) {
  static Sample of(double value, String... labels) {
    return new Sample(List.of(labels), value);
  }

  /** Prometheus has no whole numbers; those up to 2^53 are exact. */
  static ImmutableList<Sample> single(long value) {
    return Lists.immutable.of(of((double) value));
  }

  static ImmutableList<Sample> single(boolean value) {
    return single(value ? 1 : 0);
  }

  /** Of a metric with one label. */
  static ImmutableList<Sample> each(Map<String, ? extends Number> values) {
    return Lists.immutable
        .withAll(values.entrySet())
        .collect(entry -> of(entry.getValue().doubleValue(), entry.getKey()));
  }
}
