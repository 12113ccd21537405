/**
 * What an office looks like from outside: how it is now, and what has happened to it lately.
 *
 * <p>Promises: watching costs the intake next to nothing, and never makes it wait; nothing here
 * grows with the number of agencies or of draws that are over; no bet and no person's name gets in.
 *
 * <p>Start reading at {@link org.bolillero.watch.Watcher}.
 */
@org.jspecify.annotations.NullMarked
module org.bolillero.watch {
  requires io.prometheus.metrics.instrumentation.jvm;
  requires io.prometheus.metrics.model;
  requires io.prometheus.writer.text;
  requires transitive org.bolillero.office;
  requires transitive org.eclipse.collections.api;
  requires org.eclipse.collections.impl;
  requires static org.jspecify;

  exports org.bolillero.watch;
}
