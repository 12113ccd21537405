package org.bolillero.console;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.logging.log4j.LogManager;
import org.jspecify.annotations.Nullable;

/**
 * How the program ends: when its command has ended, or by a signal (SIGTERM, SIGINT, SIGHUP), or
 * because a thread of it has died.
 *
 * <p>It works in programs that {@link Program#main} runs; elsewhere, such as in tests, registering
 * has no effect. All methods can be called by any thread.
 *
 * <p>The signal and the end of the command may coincide. Whoever comes first decides the exit code:
 *
 * <table>
 * <caption>Phases</caption>
 * <tr><th>phase</th><th>entered by</th><th>then</th></tr>
 * <tr><td>RUNNING</td><td>the start</td><td></td></tr>
 * <tr><td>ENDED</td><td>the end of the command</td><td>the main thread flushes the log and exits
 *     with the command's code; a signal changes nothing</td></tr>
 * <tr><td>SIGNALLED</td><td>the signal's thread</td><td>it closes what was registered, flushes the
 *     log, and exits with 128 and the signal's number, unless another code was chosen; with 0 if
 *     the command has succeeded all the same. A second signal changes nothing</td></tr>
 * </table>
 *
 * <p>A thread that dies of an exception or an error, whichever it is and whatever the phase, ends
 * the program at once, with a code that is not 0: without that thread it would hang.
 *
 * <p>The main thread waits for the signal's thread; the latter waits for no thread but those that
 * {@code close} waits for. So a resource must not wait for the main thread.
 */
public final class Termination {
  private enum Phase {
    RUNNING,
    ENDED,
    SIGNALLED
  }

  private static final int SIGNAL_CODE_BASE = 128;

  /** Made in advance, for when there is no memory left to make a better message. */
  private static final byte[] LAST_WORDS =
      "bolillero: out of memory or threads: allow more, as by BOLILLERO_JAVA_OPTIONS=-Xmx512m or ulimit -u\n"
          .getBytes(US_ASCII);

  /** How much memory it may take to say why the program ends. */
  private static final int RESERVE_BYTES = 256 * 1024;

  private static final int CODE_WITHOUT_WORDS = ExitCode.EXHAUSTED.code();

  private static final AtomicReference<Phase> PHASE = new AtomicReference<>(Phase.RUNNING);
  private static final ConcurrentLinkedDeque<AutoCloseable> RESOURCES =
      new ConcurrentLinkedDeque<>();

  /** Held so that it can be released when there is no other memory. */
  private static final AtomicReference<byte @Nullable []> RESERVE = new AtomicReference<>();

  /** What the first thread that died has died of. */
  private static final AtomicReference<@Nullable Throwable> DEATH = new AtomicReference<>();

  /**
   * Reports the death of another thread: a virtual one may need a further thread in order to write,
   * and there may be none left.
   */
  private static volatile @Nullable Thread reporter;

  /** The exit code after a signal; null for 128 and its number. */
  private static volatile @Nullable Integer codeOnSignal;

  /** Whether a signal is the normal end, and interrupts nothing. */
  private static volatile boolean runsUntilSignal;

  /** Whether the command succeeded although a signal came first. */
  private static volatile boolean doneAfterSignal;

  private Termination() {}

  /**
   * Has a resource closed when the program is told to end. Those registered last are closed first.
   *
   * @param resource what to close; its {@code close} is called in a thread of its own, perhaps
   *     while another thread closes it, too, or after it was closed. If it throws, the program ends
   *     with the exit code of the {@link CommandException}, or {@link ExitCode#INTERNAL}.
   */
  public static void closeOnSignal(AutoCloseable resource) {
    RESOURCES.addFirst(resource);
  }

  /**
   * Has a resource closed when the program is told to end, and makes that the normal end of the
   * program: once all is closed, its exit code is 0.
   *
   * @param resource what to close, see {@link #closeOnSignal}
   */
  public static void endOnSignal(AutoCloseable resource) {
    runsUntilSignal = true;
    closeOnSignal(resource);
  }

  /**
   * Chooses the exit code after a signal that interrupts the program, in place of 128 and its
   * number.
   *
   * @param code an exit code, 0 to 255
   */
  public static void exitOnSignal(int code) {
    codeOnSignal = code;
  }

  /** Whether a signal has arrived, so that failures are only consequences of closing. */
  static boolean isUnderWay() {
    return PHASE.get() == Phase.SIGNALLED;
  }

  /** From now on signals are handled, and no thread dies unnoticed. */
  static void listen() {
    RESERVE.set(new byte[RESERVE_BYTES]);
    Thread.setDefaultUncaughtExceptionHandler((_, failure) -> die(failure));
    reporter = Thread.ofPlatform().daemon().name("last-words").start(Termination::reportDeath);
    Signals.hear(Termination::onSignal);
  }

  /** Ends the JVM after the command has ended; if a signal came first, waits to be ended by it. */
  static void exit(int code) {
    if (PHASE.compareAndSet(Phase.RUNNING, Phase.ENDED)) {
      Logging.stop();
      System.exit(code);
    }
    doneAfterSignal = code == ExitCode.OK.code();
    waitForTheEnd();
  }

  /** Another thread ends the JVM, with a code that it knows. */
  private static void waitForTheEnd() {
    while (true) {
      LockSupport.park();
    }
  }

  private static void onSignal(Signals.Received signal) {
    if (PHASE.compareAndSet(Phase.RUNNING, Phase.SIGNALLED)) {
      Exception failure = closeAll();
      int code = failure == null ? closed(signal) : failed(failure);
      Logging.stop();
      System.exit(code);
    }
  }

  private static int closed(Signals.Received signal) {
    if (runsUntilSignal || doneAfterSignal) {
      return ExitCode.OK.code();
    }
    if (Logging.isRunning()) {
      LogManager.getLogger(Termination.class)
          .warn("action: terminate | result: fail | motivo: {} before all was done", signal.name());
    } else {
      Failures.print(standardError(), signal.name() + " before all was done");
    }
    Integer code = codeOnSignal;
    return code == null ? SIGNAL_CODE_BASE + signal.number() : code;
  }

  private static int failed(Exception failure) {
    Logging.stop();
    if (failure instanceof CommandException) {
      return Failures.report(failure, standardError()).code();
    }
    Failures.print(standardError(), "internal error while ending, please report it: " + failure);
    return ExitCode.INTERNAL.code();
  }

  private static @Nullable Exception closeAll() {
    Exception first = null;
    for (AutoCloseable resource : RESOURCES) {
      try {
        resource.close();
      } catch (Exception e) {
        if (first == null) {
          first = e;
        } else {
          first.addSuppressed(e);
        }
      }
    }
    return first;
  }

  /** Ends the program for a thread that cannot go on, whatever the others are doing. */
  private static void die(Throwable failure) {
    if (DEATH.compareAndSet(null, failure) && reporter == null) {
      reportDeath();
    }
    LockSupport.unpark(reporter);
    waitForTheEnd();
  }

  private static void reportDeath() {
    Throwable failure = DEATH.get();
    while (failure == null) {
      LockSupport.park();
      failure = DEATH.get();
    }
    while (true) {
      try {
        sayWhyAndHalt(failure);
      } catch (Throwable _) {
        // There was not even enough memory to start reporting; now there may be.
      }
    }
  }

  private static void sayWhyAndHalt(Throwable failure) {
    RESERVE.set(null);
    int code = CODE_WITHOUT_WORDS;
    try {
      Logging.stop();
      code = Failures.report(failure, standardError()).code();
    } catch (Throwable _) {
      sayLastWords();
    } finally {
      Runtime.getRuntime().halt(code);
    }
  }

  private static void sayLastWords() {
    try {
      new FileOutputStream(FileDescriptor.err).write(LAST_WORDS);
    } catch (Throwable _) {
      // The exit code must do.
    }
  }

  private static PrintWriter standardError() {
    return new PrintWriter(System.err, true, UTF_8);
  }
}
