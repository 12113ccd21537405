package org.bolillero.office.testing;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.bolillero.fuzz.Patience;

/** Something that goes on in a thread of its own while the test does something else. */
public final class Background<T> {
  private static final long PATIENCE_SECONDS = 300;

  /** What may throw anything. */
  public interface Action {
    void run() throws Exception;
  }

  private final FutureTask<T> task;
  private final Thread thread;

  private Background(Callable<T> what) {
    this.task = new FutureTask<>(what);
    this.thread = Thread.ofVirtual().start(task);
  }

  public static <T> Background<T> call(Callable<T> what) {
    return new Background<>(what);
  }

  public static Background<Boolean> run(Action what) {
    return call(() -> {
      what.run();
      return true;
    });
  }

  public boolean isDone() {
    return task.isDone();
  }

  /** Returns when it waits for something. */
  public void awaitWaiting() {
    Patience.await().until(() -> thread.getState() == Thread.State.WAITING);
  }

  /** What came out of it; throws what it has thrown. */
  public T await() throws Exception {
    try {
      return task.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Exception failure) {
        throw failure;
      }
      throw new AssertionError(e.getCause());
    } catch (TimeoutException e) {
      throw new AssertionError("it does not end", e);
    }
  }
}
