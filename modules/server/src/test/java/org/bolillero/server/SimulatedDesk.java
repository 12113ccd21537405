package org.bolillero.server;

import java.io.IOException;
import java.net.ConnectException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.LockSupport;
import org.bolillero.office.DecisionException;
import org.bolillero.office.Draw;
import org.bolillero.office.DrawUse;
import org.bolillero.storage.LogException;
import org.jspecify.annotations.Nullable;

/**
 * Where officials reach the offices of a simulation. What they ask for is done by a thread of the
 * office's process; the answer may get lost.
 */
final class SimulatedDesk {
  /** Longer than anything takes that an office does which is still there. */
  private static final int PATIENCE_MILLIS = 5_000;

  private final SimulatedNetwork network;
  private final List<Thread> waiting = new ArrayList<>();
  private final List<Counter> counters = new ArrayList<>();

  /** An office that is there. */
  private record Counter(Draw draw, ThreadFactory process) {}

  SimulatedDesk(SimulatedNetwork network) {
    this.network = network;
  }

  /** An office is there. */
  void open(Draw served, ThreadFactory process) {
    counters.add(new Counter(served, process));
  }

  /** An office is not there any more, and nobody waits for it in vain. */
  void close(ThreadFactory process) {
    counters.removeIf(each -> each.process.equals(process));
    waiting.forEach(LockSupport::unpark);
  }

  /**
   * Does something with the draw at an office, and waits for what comes of it.
   *
   * @throws DecisionException if it cannot be done
   * @throws IOException if that is not known
   */
  <T> T ask(DrawUse<T> use) throws DecisionException, IOException {
    if (counters.isEmpty()) {
      throw new ConnectException("no office is there");
    }
    Counter asked =
        counters.size() == 1
            ? counters.getFirst()
            : counters.get(network.choices().below(counters.size()));
    Call<T> call = new Call<>(asked.draw, use);
    asked.process.newThread(call).start();
    waiting.add(Thread.currentThread());
    network.await(() -> call.isOver || !counters.contains(asked), PATIENCE_MILLIS);
    waiting.remove(Thread.currentThread());
    if (network.choices().oneIn(10)) {
      throw new IOException("the answer is lost");
    }
    return call.answer();
  }

  /** A request, and what has come of it. */
  private static final class Call<T> implements Runnable {
    private final Draw draw;
    private final DrawUse<T> use;
    private final Thread caller = Thread.currentThread();
    private boolean isOver;
    private @Nullable T answer;
    private @Nullable DecisionException refusal;

    Call(Draw draw, DrawUse<T> use) {
      this.draw = draw;
      this.use = use;
    }

    @Override
    public void run() {
      try {
        answer = use.with(draw);
      } catch (DecisionException e) {
        refusal = e;
      } catch (LogException _) {
        // What has become of it is not known.
      }
      isOver = true;
      LockSupport.unpark(caller);
    }

    T answer() throws DecisionException, IOException {
      if (refusal != null) {
        throw refusal;
      }
      if (answer == null) {
        throw new IOException("the office cannot go on, or is gone");
      }
      return answer;
    }
  }
}
