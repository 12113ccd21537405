package org.bolillero.console;

import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.logging.log4j.LogManager;
import org.jspecify.annotations.Nullable;

/**
 * How the program ends: when its command has ended, or by a signal (SIGTERM, SIGINT, SIGHUP).
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

  private static final AtomicReference<Phase> PHASE = new AtomicReference<>(Phase.RUNNING);
  private static final ConcurrentLinkedDeque<AutoCloseable> RESOURCES =
      new ConcurrentLinkedDeque<>();

  /** The exit code of what a signal has interrupted; null for 128 and the signal's number. */
  private static volatile @Nullable Integer codeOnSignal;

  /**
   * Whether a signal interrupts nothing: it is the normal end, or the command has succeeded
   * although the signal came first.
   */
  private static volatile boolean isComplete;

  /** What SIGHUP does instead of ending the program; null if it ends it. */
  private static volatile @Nullable Runnable hangUpAction;

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
    isComplete = true;
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

  /**
   * From now on SIGHUP does not end the program, but has it do something else, such as read files
   * again.
   *
   * @param action is run by a thread of its own for each SIGHUP; must not throw
   */
  public static void onHangUp(Runnable action) {
    hangUpAction = action;
  }

  /**
   * {@return whether systemd has started this very program, as a service} Then SIGHUP never means
   * that a terminal is gone: it was sent to have files read again.
   */
  public static boolean isOfServiceManager() {
    return String.valueOf(ProcessHandle.current().pid()).equals(System.getenv("SYSTEMD_EXEC_PID"));
  }

  /** Whether a signal has arrived, so that failures are only consequences of closing. */
  static boolean isUnderWay() {
    return PHASE.get() == Phase.SIGNALLED;
  }

  /** From now on signals are handled. */
  static void listen() {
    Signals.hear(Termination::onSignal);
  }

  /** Ends the JVM after the command has ended; if a signal came first, waits to be ended by it. */
  static void exit(int code) {
    if (PHASE.compareAndSet(Phase.RUNNING, Phase.ENDED)) {
      Logging.stop();
      System.exit(code);
    }
    if (code == ExitCode.OK.code()) {
      isComplete = true;
    }
    waitForTheEnd();
  }

  /** Another thread ends the JVM, with a code that it knows. */
  static void waitForTheEnd() {
    while (true) {
      LockSupport.park();
    }
  }

  private static void onSignal(Signals signal) {
    Runnable instead = hangUpAction;
    if (signal == Signals.HUP && instead != null) {
      instead.run();
      return;
    }
    if (PHASE.compareAndSet(Phase.RUNNING, Phase.SIGNALLED)) {
      Exception failure = closeAll();
      int code = failure == null ? closed(signal) : failed(failure);
      Logging.stop();
      System.exit(code);
    }
  }

  private static int closed(Signals signal) {
    if (isComplete) {
      return ExitCode.OK.code();
    }
    if (Logging.isRunning()) {
      LogManager.getLogger(Termination.class)
          .warn("action: terminate | result: fail | motivo: {} before all was done", signal);
    } else {
      Failures.print(Failures.standardError(), signal + " before all was done");
    }
    Integer code = codeOnSignal;
    return code == null ? signal.exitCode() : code;
  }

  private static int failed(Exception failure) {
    Logging.stop();
    if (failure instanceof CommandException) {
      return Failures.report(failure, Failures.standardError()).code();
    }
    Failures.print(
        Failures.standardError(), "internal error while ending, please report it: " + failure);
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
}
