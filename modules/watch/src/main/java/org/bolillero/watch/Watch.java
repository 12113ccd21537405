package org.bolillero.watch;

/**
 * What there is to see of an office.
 *
 * @param figures what a person wants to know at a glance
 * @param health whether it works
 * @param metrics what Prometheus collects
 */
public record Watch(RecentFigures figures, Health health, OfficeMetrics metrics) {}
