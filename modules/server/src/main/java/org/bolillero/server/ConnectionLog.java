package org.bolillero.server;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import org.apache.logging.log4j.Level;

/**
 * Logs what goes wrong with connections: of each problem of a client's address at most one line a
 * second, whatever the client does. What is left out is counted, and the count is logged.
 * Thread-safe.
 */
final class ConnectionLog {
  private static final long PERIOD_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** How many problems are kept apart; what comes above that within a second shares one line. */
  static final int PROBLEMS_MAX = 4096;

  private static final Problem ANY_OTHER = new Problem(Level.WARN, "connection", "*", "*");

  private final LongSupplier nanoTime;
  private final BiConsumer<Level, String> lines;
  private final ReentrantLock lock = new ReentrantLock();

  /** What was logged within about the last second. Guarded by lock. */
  private final Map<Problem, Logged> recent = new HashMap<>();

  /** What is logged once a second. */
  private record Problem(Level level, String action, String ip, String reason) {
    String line(String details) {
      String from = ip.isEmpty() ? "" : "ip: " + ip + " | ";
      return "action: " + action + " | result: fail | " + from + details;
    }

    String omitted(long count) {
      return line("motivo: " + reason + " | omitidas: " + count);
    }
  }

  /** When a problem was logged, and how often it has come since. Guarded by lock. */
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
  ConnectionLog(LongSupplier nanoTime, BiConsumer<Level, String> lines) {
    this.nanoTime = nanoTime;
    this.lines = lines;
  }

  /** Logs that a connection is ended with an error. */
  void refused(String ip, int agency, String code, String text) {
    log(
        new Problem(Level.WARN, "connection", ip, code),
        "agencia: %d | motivo: %s: %s".formatted(agency, code, text));
  }

  /** Logs that an agency did not take its answers. */
  void stuck(String ip) {
    String setting = "write-timeout";
    log(new Problem(Level.WARN, "send", ip, setting), "motivo: " + setting);
  }

  /** Logs that a connection is ended by a defect in the program. */
  void defect(String thread, RuntimeException why) {
    StackTraceElement[] trace = why.getStackTrace();
    String where = trace.length == 0 ? "" : " at " + trace[0];
    log(
        new Problem(Level.ERROR, "connection", "", why.getClass().getSimpleName()),
        "motivo: internal error in %s, please report it: %s%s".formatted(thread, why, where));
  }

  /** Logs that a connection could not be accepted. */
  void notAccepted(String reason) {
    log(new Problem(Level.WARN, "accept_connections", "", reason), "motivo: " + reason);
  }

  /** Logs that a connection broke, which happens every day. */
  void broken(String ip, Exception why) {
    log(new Problem(Level.DEBUG, "connection", ip, "broken"), "motivo: " + why);
  }

  private void log(Problem problem, String details) {
    lock.lock();
    try {
      boolean isFull = recent.size() >= PROBLEMS_MAX && !recent.containsKey(problem);
      Problem key = isFull ? ANY_OTHER : problem;
      Logged before = recent.get(key);
      if (before != null) {
        before.omitted++;
        return;
      }
      recent.put(key, new Logged(nanoTime.getAsLong()));
    } finally {
      lock.unlock();
    }
    lines.accept(problem.level(), problem.line(details));
  }

  /**
   * Logs how often each problem was left out that was logged a second ago or earlier. Must be
   * called now and then: until it is, such a problem is not logged again.
   */
  void tick() {
    logOmitted(PERIOD_NANOS);
  }

  /** Logs how much was left out up to now. */
  void flush() {
    logOmitted(0);
  }

  private void logOmitted(long ageNanos) {
    List<Runnable> toLog = new ArrayList<>();
    lock.lock();
    try {
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
    } finally {
      lock.unlock();
    }
    toLog.forEach(Runnable::run);
  }
}
