package org.bolillero.server;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.message.Message;
import org.apache.logging.log4j.message.ParameterizedMessage;
import org.bolillero.office.OfficeEvent;
import org.bolillero.office.OfficeListener;

/**
 * Logs what goes wrong with connections: of each problem of a client's address at most one line a
 * second, whatever the client does. What is left out is counted, and the count is logged, which
 * needs {@link OfficeEvent.TimePassed}: until then, such a problem is not logged again.
 * Thread-safe.
 */
final class ConnectionLog implements OfficeListener {
  private static final long PERIOD_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** How many problems are kept apart; what comes above that within a second shares one line. */
  static final int PROBLEMS_MAX = 4096;

  private static final Problem ANY_OTHER = new Problem(Level.WARN, "connection", "*", "*");

  private final LongSupplier nanoTime;
  private final BiConsumer<Level, Message> lines;

  /** What was logged within about the last second. Guarded by this. */
  private final Map<Problem, Logged> recent = new HashMap<>();

  /** What is logged once a second. */
  private record Problem(Level level, String action, String ip, String reason) {
    /** The keys stand in the pattern: see what the console makes of them. */
    Message line(String pattern, Object... details) {
      List<Object> values = new ArrayList<>(List.of(action));
      if (!ip.isEmpty()) {
        values.add(ip);
      }
      values.addAll(List.of(details));
      String from = ip.isEmpty() ? "" : "ip: {} | ";
      return new ParameterizedMessage(
          "action: {} | result: fail | " + from + pattern, values.toArray());
    }

    Message omitted(long count) {
      return line("motivo: {} | omitidas: {}", reason, count);
    }
  }

  /** When a problem was logged, and how often it has come since. */
  private static final class Logged {
    private long sinceNanos;
    private long omitted;

    private Logged(long sinceNanos) {
      this.sinceNanos = sinceNanos;
    }
  }

  /**
   * A log of connections.
   *
   * @param nanoTime the clock
   * @param lines takes what is to be logged; must not wait
   */
  ConnectionLog(LongSupplier nanoTime, BiConsumer<Level, Message> lines) {
    this.nanoTime = nanoTime;
    this.lines = lines;
  }

  @Override
  public void on(OfficeEvent event) {
    switch (event) {
      case OfficeEvent.ConnectionRefused(String ip, int agency, String code, String text) ->
          log(
              new Problem(Level.WARN, "connection", ip, code),
              "agencia: {} | motivo: {}: {}",
              agency,
              code,
              text);
      case OfficeEvent.ConnectionStuck(String ip) ->
          log(new Problem(Level.WARN, "send", ip, "write-timeout"), "motivo: write-timeout");
      case OfficeEvent.ConnectionBroken(String ip, Exception why) ->
          log(new Problem(Level.DEBUG, "connection", ip, "broken"), "motivo: {}", why.toString());
      case OfficeEvent.ConnectionInsecure(String ip, String reason) ->
          log(new Problem(Level.WARN, "connection", ip, "tls"), "motivo: tls: {}", reason);
      case OfficeEvent.ConnectionNotAccepted(String reason) ->
          log(new Problem(Level.WARN, "accept_connections", "", reason), "motivo: {}", reason);
      case OfficeEvent.ConnectionDefect(String thread, RuntimeException why) -> {
        StackTraceElement[] trace = why.getStackTrace();
        String where = trace.length == 0 ? "" : " at " + trace[0];
        log(
            new Problem(Level.ERROR, "connection", "", why.getClass().getSimpleName()),
            "motivo: internal error in {}, please report it: {}{}",
            thread,
            why,
            where);
      }
      case OfficeEvent.TimePassed _ -> logOmitted(PERIOD_NANOS);
      case OfficeEvent.SessionsClosed _ -> logOmitted(0);
      default -> {} // Not about a connection.
    }
  }

  private void log(Problem problem, String pattern, Object... details) {
    synchronized (this) {
      boolean isFull = recent.size() >= PROBLEMS_MAX && !recent.containsKey(problem);
      Problem key = isFull ? ANY_OTHER : problem;
      Logged before = recent.get(key);
      if (before != null) {
        before.omitted++;
        return;
      }
      recent.put(key, new Logged(nanoTime.getAsLong()));
    }
    lines.accept(problem.level(), problem.line(pattern, details));
  }

  /** Logs how often each problem was left out that was logged so long ago or earlier. */
  private void logOmitted(long ageNanos) {
    List<Runnable> toLog = new ArrayList<>();
    synchronized (this) {
      long now = nanoTime.getAsLong();
      recent
          .values()
          .removeIf(logged -> logged.omitted == 0 && now - logged.sinceNanos >= ageNanos);
      recent.forEach((problem, logged) -> {
        if (now - logged.sinceNanos >= ageNanos) {
          long count = logged.omitted;
          toLog.add(() -> lines.accept(problem.level(), problem.omitted(count)));
          logged.sinceNanos = now;
          logged.omitted = 0;
        }
      });
    }
    toLog.forEach(Runnable::run);
  }
}
