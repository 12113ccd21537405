package org.bolillero.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.PrintWriter;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What happens on SIGTERM and SIGINT: everything registered is closed, what is queued is logged,
 * and the JVM ends with 0, where it would end with 143 or 130 otherwise. Without anything
 * registered a signal does what it always does.
 *
 * <p>It works in programs that {@link Program#main} runs; elsewhere, such as in tests, registering
 * has no effect. All methods can be called by any thread.
 *
 * <p>The signal and the end of the command may coincide. Whoever comes first decides the exit code:
 *
 * <table>
 * <caption>Phases</caption>
 * <tr><th>phase</th><th>entered by</th><th>the signal's thread then</th></tr>
 * <tr><td>RUNNING</td><td>the start</td><td>closes, flushes, halts with 0</td></tr>
 * <tr><td>ENDED</td><td>the end of the command</td><td>flushes, halts with its exit code</td></tr>
 * <tr><td>EXITING</td><td>the main thread, after flushing</td><td>does nothing</td></tr>
 * <tr><td>SIGNALLED</td><td>the signal's thread</td><td></td></tr>
 * </table>
 *
 * <p>The main thread in {@code System.exit} waits for the signal's thread; the latter waits for no
 * thread but those that {@code close} waits for. So a resource must not wait for the main thread.
 */
public final class Termination {
  private enum Phase {
    RUNNING,
    ENDED,
    EXITING,
    SIGNALLED
  }

  private static final AtomicReference<Phase> PHASE = new AtomicReference<>(Phase.RUNNING);
  private static final ConcurrentLinkedDeque<AutoCloseable> RESOURCES =
      new ConcurrentLinkedDeque<>();

  /** Written by the main thread before it enters ENDED. */
  private static int exitCode;

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
   * Whether a signal has arrived, so that failures are but consequences of closing.
   *
   * @return true from the signal on
   */
  public static boolean isUnderWay() {
    return PHASE.get() == Phase.SIGNALLED;
  }

  /** From now on signals are heard. */
  static void listen() {
    Runtime.getRuntime().addShutdownHook(new Thread(Termination::onShutdown, "termination"));
  }

  /** Ends the JVM after the command has ended; if a signal came first, waits to be ended by it. */
  static void exit(int code) {
    exitCode = code;
    if (PHASE.compareAndSet(Phase.RUNNING, Phase.ENDED)) {
      Logging.stop();
      PHASE.set(Phase.EXITING);
    }
    System.exit(code);
  }

  private static void onShutdown() {
    if (RESOURCES.isEmpty() && PHASE.get() == Phase.RUNNING) {
      return;
    }
    if (PHASE.compareAndSet(Phase.RUNNING, Phase.SIGNALLED)) {
      Exception failure = closeAll();
      Logging.stop();
      Runtime.getRuntime().halt(report(failure).code());
    } else if (PHASE.get() == Phase.ENDED) {
      Logging.stop();
      Runtime.getRuntime().halt(exitCode);
    }
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

  private static ExitCode report(@Nullable Exception failure) {
    if (failure == null) {
      return ExitCode.OK;
    }
    var err = new PrintWriter(System.err, true, UTF_8);
    if (failure instanceof CommandException known) {
      Failures.print(err, String.valueOf(known.getMessage()));
      return known.exitCode();
    }
    Failures.print(err, "internal error while ending, please report it: " + failure);
    return ExitCode.INTERNAL;
  }
}
