package org.bolillero.console;

import java.io.OutputStream;
import java.time.ZoneId;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AsyncAppender;
import org.apache.logging.log4j.core.appender.OutputStreamAppender;
import org.apache.logging.log4j.core.config.AbstractConfiguration;
import org.apache.logging.log4j.core.config.AppenderRef;
import org.apache.logging.log4j.core.config.ConfigurationSource;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.status.StatusLogger;

/**
 * Log4j, configured by code: loggers → {@link LogQueue} → {@link LogLineLayout} → a stream.
 *
 * <p>It leaves out what takes Log4j longest at its start: the search for configuration files and
 * for this host's name, and the annotations of patterns and of the console appender. What Log4j
 * reads before it is configured is in {@code log4j2.component.properties}.
 */
final class LogBackend extends AbstractConfiguration {
  private static final int QUEUE_LINES_MAX = 8192;
  private static final String STREAM = "stream";

  private final Level level;
  private final OutputStream target;
  private final LogQueue queue = new LogQueue(QUEUE_LINES_MAX);

  private LogBackend(Level level, OutputStream target) {
    super(null, ConfigurationSource.NULL_SOURCE);
    this.level = level;
    this.target = target;
    isShutdownHookEnabled = false;
    getProperties().put("hostName", "localhost");
  }

  /**
   * When this returns, the classes are loaded that {@link #start} needs, and logging is as before.
   */
  static void load() {
    silenceStatus();
    LogManager.getFactory();
    new LogBackend(Level.OFF, OutputStream.nullOutputStream()).doConfigure();
  }

  /** When this returns, every logger logs to the target. */
  static LogBackend start(LogLevel level, OutputStream target) {
    silenceStatus();
    var backend = new LogBackend(level(level), target);
    LoggerContext context = Configurator.initialize(null, backend);
    // It is running already if a logger was used before, and stopped if logging was.
    if (context.getConfiguration() != backend) {
      context.start(backend);
    }
    return backend;
  }

  /** When this returns, everything logged before is written. */
  void stopLogging() {
    queue.reportDropped();
    LoggerContext.getContext(false).stop();
  }

  /** Instead of the search for plugins, of which none is needed. */
  @Override
  public void initialize() {
    doConfigure();
    setState(State.INITIALIZED);
  }

  @Override
  protected void doConfigure() {
    OutputStreamAppender.Builder<?> stream = OutputStreamAppender.newBuilder();
    stream
        .setName(STREAM)
        .setConfiguration(this)
        .setLayout(new LogLineLayout(ZoneId.systemDefault()));
    // The writer's thread flushes when the queue is empty, so that a burst takes few writes.
    stream.setImmediateFlush(false);
    stream.setTarget(target);
    addAppender(stream.build());

    AsyncAppender.Builder<?> asynchronous = AsyncAppender.newBuilder();
    asynchronous.setName("asynchronous").setConfiguration(this);
    asynchronous.setAppenderRefs(
        new AppenderRef[] {AppenderRef.createAppenderRef(STREAM, null, null)});
    asynchronous.setBlockingQueueFactory(_ -> queue);
    asynchronous.setBlocking(false);
    AsyncAppender appender = asynchronous.build();
    addAppender(appender);

    getRootLogger().addAppender(appender, null, null);
    getRootLogger().setLevel(level);
  }

  /** Log4j's own troubles, such as a standard error that nobody reads, have nowhere to be told. */
  private static void silenceStatus() {
    StatusLogger.getLogger().getFallbackListener().setLevel(Level.OFF);
  }

  private static Level level(LogLevel level) {
    return switch (level) {
      case DEBUG -> Level.DEBUG;
      case INFO -> Level.INFO;
      case WARNING -> Level.WARN;
      case ERROR -> Level.ERROR;
      case CRITICAL -> Level.FATAL;
    };
  }
}
