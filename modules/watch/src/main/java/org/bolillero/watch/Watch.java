package org.bolillero.watch;

/**
 * What there is to see of an office.
 *
 * @param figures what a person wants to know at a glance
 */
public record Watch(RecentFigures figures) {}
