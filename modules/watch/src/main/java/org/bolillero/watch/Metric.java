package org.bolillero.watch;

import java.util.List;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.ImmutableList;

/**
 * The metrics of an office, from which a scrape, the command that lists them and the documentation
 * are made. Those of the JVM come from its library, and are not here.
 *
 * <p>No label has the number of an agency, of which there may be 65,536, and only draws that are
 * not over have any.
 */
public enum Metric {
  /** Which program runs. */
  BUILD_INFO(
      "bolillero_build_info",
      Type.INFO,
      "",
      "1, with the version of the program and of Java.",
      "version",
      "java"),
  /** Bets that are durable. */
  BETS_STORED(
      "bolillero_bets_stored_total",
      Type.COUNTER,
      "bets",
      "Bets that were stored and acknowledged since the start, those that came again included."),
  /** Batches that break a rule. */
  BATCHES_REJECTED(
      "bolillero_batches_rejected_total",
      Type.COUNTER,
      "batches",
      "Batches of bets that break a rule, of which nothing was stored."),
  /** How long the disk takes. */
  LOG_FORCE_DURATION(
      "bolillero_log_force_duration_seconds",
      Type.HISTOGRAM,
      "seconds",
      "How long the disk took to make a group of log entries durable."),
  /** How much a force makes durable. */
  LOG_GROUP_ENTRIES(
      "bolillero_log_group_entries",
      Type.HISTOGRAM,
      "entries",
      "How many log entries became durable by one force."),
  /** What goes to the disk. */
  LOG_WRITTEN_BYTES(
      "bolillero_log_written_bytes_total", Type.COUNTER, "bytes", "Bytes written to logs."),
  /** What waits for the disk. */
  LOG_QUEUED_BYTES(
      "bolillero_log_queued_bytes",
      Type.GAUGE,
      "bytes",
      "What waits to be written to logs, while the group before it is forced."),
  /** The room on the disk. */
  DATA_FREE_BYTES(
      "bolillero_data_free_bytes",
      Type.GAUGE,
      "bytes",
      "The room on the disk of the data folder. Missing if the folder is gone."),
  /** The connections of agencies. */
  CONNECTIONS(
      "bolillero_connections",
      Type.GAUGE,
      "connections",
      "Connections of agencies that are open: being opened, reading a request, handling it, sending"
          + " answers, waiting for the draw, saying goodbye.",
      "state"),
  /** Connections that were ended with an error. */
  CONNECTIONS_REFUSED(
      "bolillero_connections_refused_total",
      Type.COUNTER,
      "connections",
      "Connections of agencies that were ended with an error, by its code.",
      "code"),
  /** Connections that have failed. */
  CONNECTIONS_FAILED(
      "bolillero_connections_failed_total",
      Type.COUNTER,
      "connections",
      "Connections that ended without an answer: broken, without a good certificate (insecure), not"
          + " accepted, or by a defect of the program.",
      "cause"),
  /** Requests that wait for their turn. */
  REQUESTS_WAITING(
      "bolillero_requests_waiting",
      Type.GAUGE,
      "requests",
      "Requests that have arrived and wait until others are handled."),
  /** Agencies that took no answers. */
  WRITE_TIMEOUTS(
      "bolillero_write_timeouts_total",
      Type.COUNTER,
      "connections",
      "Connections that were cut because the agency did not take its answers."),
  /** The agencies of draws. */
  AGENCIES(
      "bolillero_agencies",
      Type.GAUGE,
      "agencies",
      "Agencies of a draw that is not over: open (it waits for them), finished, or excused.",
      "draw",
      "state"),
  /** How far draws are. */
  DRAW_STATE(
      "bolillero_draw_state",
      Type.GAUGE,
      "",
      "1 for the state that a draw is in that is not over, 0 for the others.",
      "draw",
      "state"),
  /** When draws close. */
  DRAW_CLOSES(
      "bolillero_draw_closes_timestamp_seconds",
      Type.GAUGE,
      "seconds",
      "When the clock closes a draw that is open, since 1970. Missing if none was agreed on.",
      "draw"),
  /** What cannot be read in the log lines. */
  LOG_LINES_DROPPED(
      "bolillero_log_lines_dropped_total",
      Type.COUNTER,
      "lines",
      "Log lines that were dropped, as they came faster than they could be written."),
  /** When certificates expire. */
  CERTIFICATE_EXPIRY(
      "bolillero_tls_certificate_expiry_timestamp_seconds",
      Type.GAUGE,
      "seconds",
      "When what is in force expires, since 1970; of several the first: the own certificate, the"
          + " authority's, the list of revoked ones. Missing if nothing is encrypted.",
      "use"),
  /** Whether certificates could be read again. */
  RELOAD_SUCCESS(
      "bolillero_reload_success",
      Type.GAUGE,
      "",
      "0 if certificates could not be read again the last time, else 1."),
  /** The checks of health. */
  CHECK_SUCCESS(
      "bolillero_check_success",
      Type.GAUGE,
      "",
      "1 if a check of /readyz finds nothing wrong, else 0.",
      "check");

  /** What can be done with a metric. */
  public enum Type {
    /** A number that only grows, until a restart. */
    COUNTER,
    /** A number as it is now. */
    GAUGE,
    /** How often something was how large. */
    HISTOGRAM,
    /** Always 1: the labels are what counts. For Prometheus it is a gauge. */
    INFO
  }

  private final String metricName;
  private final Type type;
  private final String unit;
  private final String meaning;

  @SuppressWarnings("ImmutableEnumChecker") // Its type says that it is.
  private final ImmutableList<String> labels;

  Metric(String metricName, Type type, String unit, String meaning, String... labels) {
    this.metricName = metricName;
    this.type = type;
    this.unit = unit;
    this.meaning = meaning;
    this.labels = Lists.immutable.with(labels);
  }

  /** {@return all of them} */
  public static List<Metric> all() {
    return List.of(values());
  }

  /** {@return its name, as Prometheus knows it} */
  public String metricName() {
    return metricName;
  }

  /** {@return what can be done with it} */
  public Type type() {
    return type;
  }

  /** {@return what is counted or measured; empty if that has no unit} */
  public String unit() {
    return unit;
  }

  /** {@return what it means, in a sentence or two} */
  public String meaning() {
    return meaning;
  }

  /** {@return the names of its labels} */
  public ImmutableList<String> labels() {
    return labels;
  }
}
