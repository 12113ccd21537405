package org.bolillero.console;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Ends the program when a thread of it dies, and says why, even if nothing is left to say it with.
 */
final class LastWords {
  /** Made in advance, for when there is no memory left to make a better message. */
  private static final byte[] WITHOUT_MEMORY =
      "bolillero: out of memory or threads: allow more, as by BOLILLERO_JAVA_OPTIONS=-Xmx512m or ulimit -u\n"
          .getBytes(US_ASCII);

  /** Standard error, without anything that takes memory when it is written to. */
  private static final FileOutputStream STANDARD_ERROR = new FileOutputStream(FileDescriptor.err);

  /** How much memory it may take to say why the program ends. */
  private static final int RESERVE_BYTES = 256 * 1024;

  private static final int CODE_WITHOUT_WORDS = ExitCode.EXHAUSTED.code();

  /** Held so that it can be released when there is no other memory. */
  private static final AtomicReference<byte @Nullable []> RESERVE = new AtomicReference<>();

  /** What the first thread that died has died of. To set it takes no memory. */
  private static final AtomicReference<@Nullable Throwable> DEATH = new AtomicReference<>();

  /**
   * Reports the death of another thread: a virtual one may need a further thread in order to write,
   * and there may be none left.
   */
  private static volatile @Nullable Thread reporter;

  private LastWords() {}

  /** From now on no thread dies unnoticed. */
  static void prepare() {
    getReadyToHalt();
    RESERVE.set(new byte[RESERVE_BYTES]);
    Thread.setDefaultUncaughtExceptionHandler((_, failure) -> die(failure));
    reporter = Thread.ofPlatform().daemon().name("last-words").start(LastWords::report);
  }

  /**
   * Has the JDK initialise what the last steps need, which takes memory: other threads may leave
   * none, also not what is released for this.
   */
  private static void getReadyToHalt() {
    Runtime.getRuntime().removeShutdownHook(Thread.currentThread());
    try {
      STANDARD_ERROR.write(WITHOUT_MEMORY, 0, 0);
    } catch (IOException _) {
      // It is closed: there will be no words.
    }
  }

  /** Ends the program for a thread that cannot go on, whatever the others are doing. */
  private static void die(Throwable failure) {
    if (DEATH.compareAndSet(null, failure) && reporter == null) {
      report();
    }
    LockSupport.unpark(reporter);
    Termination.waitForTheEnd();
  }

  private static void report() {
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
      code = Failures.report(failure, Failures.standardError()).code();
    } catch (Throwable _) {
      sayThatMemoryRanOut();
    } finally {
      Runtime.getRuntime().halt(code);
    }
  }

  private static void sayThatMemoryRanOut() {
    try {
      STANDARD_ERROR.write(WITHOUT_MEMORY);
    } catch (Throwable _) {
      // The exit code must do.
    }
  }
}
