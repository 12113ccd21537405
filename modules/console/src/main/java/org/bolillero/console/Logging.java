package org.bolillero.console;

import java.net.URI;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.Marker;
import org.apache.logging.log4j.MarkerManager;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.ConfigurationFactory;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.util.PropertiesUtil;
import org.jspecify.annotations.Nullable;

/**
 * Log lines on standard error: {@code 2026-01-31 23:59:59 INFO message}. What they look like and
 * where they go is in {@code log4j2.xml}, or for JSON in {@code log4j2-json.xml}. A thread of their
 * own writes them, so that logging never blocks; see {@link LogOverflow} for what happens to lines
 * that come too fast.
 *
 * <p>Nothing is logged before {@link #start}. {@link Program} stops logging when the command has
 * ended. All methods can be called by any thread.
 */
public final class Logging {
  /**
   * Marks lines of which there is one for each batch or bet. When they come faster than they can be
   * written, they are dropped before any others, so that they never crowd out the line of a draw.
   */
  public static final Marker BULK = MarkerManager.getMarker("BULK");

  private static final URI JSON = URI.create("classpath:log4j2-json.xml");

  /** How long a reader of standard error that does not read may delay the end of the program. */
  private static final long STOP_SECONDS_MAX = 2;

  /** While logging runs. Guarded by the class. */
  private static @Nullable LogOverflow overflow;

  private Logging() {}

  /**
   * Starts logging in the established form, see {@link #start(LogLevel, LogFormat)}.
   *
   * @param level the least important level that is logged
   */
  public static void start(LogLevel level) {
    start(level, LogFormat.TEXT);
  }

  /**
   * Starts logging; when it has been started already, goes on with another level.
   *
   * @param level the least important level that is logged
   * @param format what lines look like, unless a user's own configuration says that
   */
  public static synchronized void start(LogLevel level, LogFormat format) {
    if (overflow == null) {
      LoggerContext context = LoggerContext.getContext(false);
      URI place = format == LogFormat.JSON && !isConfiguredByUser() ? JSON : null;
      if (!Objects.equals(place, context.getConfigLocation())) {
        context.setConfigLocation(place);
      }
      context.start(); // Again, if it has been stopped.
      overflow = LogOverflow.guard(context.getConfiguration());
    }
    Configurator.setRootLevel(
        switch (level) {
          case DEBUG -> Level.DEBUG;
          case INFO -> Level.INFO;
          case WARNING -> Level.WARN;
          case ERROR -> Level.ERROR;
          case CRITICAL -> Level.FATAL;
        });
  }

  /**
   * Writes what is queued, and stops. Gives up after two seconds if standard error takes nothing.
   * Does nothing if logging has not started or has stopped.
   */
  public static synchronized void stop() {
    if (overflow != null) {
      overflow.report();
      overflow = null;
      LoggerContext context = LoggerContext.getContext(false);
      try {
        // Log4j waits for the writer without a limit, so this one waits in its place.
        Thread stopper = Thread.ofPlatform().daemon().name("log-stop").start(context::stop);
        stopper.join(TimeUnit.SECONDS.toMillis(STOP_SECONDS_MAX));
      } catch (OutOfMemoryError _) {
        // No thread can be started, which the queued lines may be about.
        context.stop();
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** {@return how many lines were dropped since logging was started, as they came too fast} */
  public static synchronized long dropped() {
    return overflow == null ? 0 : overflow.dropped();
  }

  private static boolean isConfiguredByUser() {
    return PropertiesUtil.getProperties()
            .getStringProperty(ConfigurationFactory.CONFIGURATION_FILE_PROPERTY)
        != null;
  }

  /** Whether what is logged is written. */
  static synchronized boolean isRunning() {
    return overflow != null;
  }
}
