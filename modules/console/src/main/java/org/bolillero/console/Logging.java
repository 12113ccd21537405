package org.bolillero.console;

import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.Marker;
import org.apache.logging.log4j.MarkerManager;
import org.jspecify.annotations.Nullable;

/**
 * Log lines on standard error: {@code 2026-01-31 23:59:59 INFO message}. They are written by a
 * thread of their own, so that whoever logs never waits; see {@link LogQueue} for what happens to
 * lines that cannot be written as fast as they come.
 *
 * <p>Call {@link #start} before anything is logged, best before a class with a logger is loaded,
 * which would otherwise make Log4j look for a configuration of its own. {@link Program} stops
 * logging when the command has ended. All methods can be called by any thread.
 */
public final class Logging {
  /**
   * Marks lines of which there is one for each batch or bet. When they come faster than they can be
   * written, they are dropped before any other, so that they never cost the line of a draw.
   */
  public static final Marker BULK = MarkerManager.getMarker("BULK");

  /** How long a reader of standard error that does not read can delay the end of the program. */
  private static final long STOP_SECONDS_MAX = 2;

  /** Guarded by the class. */
  private static @Nullable LogBackend backend;

  /** Guarded by the class. */
  private static CompletableFuture<Void> prepared = CompletableFuture.completedFuture(null);

  private Logging() {}

  /**
   * Loads what logging takes, in a thread of its own and without waiting for it, for programs that
   * are going to start logging but do not know yet how. The longest part of a start can then run
   * beside what another processor does. Nothing may be logged until {@link #start}, which waits.
   */
  public static synchronized void prepare() {
    prepared =
        CompletableFuture.runAsync(
            LogBackend::load, Thread.ofPlatform().daemon().name("log-prepare")::start);
  }

  /**
   * Starts logging; when it has been started already, goes on with another level.
   *
   * @param level the least important level that is logged
   */
  public static void start(LogLevel level) {
    start(level, ProgressArea.STANDARD_ERROR.above());
  }

  static synchronized void start(LogLevel level, OutputStream target) {
    // Two threads that initialize the same classes, each from another end, could wait for each
    // other.
    prepared.join();
    backend = LogBackend.start(level, target);
  }

  /**
   * Writes what is queued, and ends. Gives up after two seconds if standard error takes nothing.
   * Does nothing if logging has not started or has stopped.
   */
  public static synchronized void stop() {
    LogBackend stopping = backend;
    backend = null;
    if (stopping != null) {
      try {
        // Log4j waits for the writer without a limit, so this one waits in its place.
        Thread stopper = Thread.ofPlatform().daemon().name("log-stop").start(stopping::stopLogging);
        stopper.join(TimeUnit.SECONDS.toMillis(STOP_SECONDS_MAX));
      } catch (OutOfMemoryError _) {
        // No thread can be started, which is what the last lines are about.
        stopping.stopLogging();
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Whether what is logged is written. */
  static synchronized boolean isRunning() {
    return backend != null;
  }
}
