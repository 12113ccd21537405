package org.bolillero.office;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.bolillero.storage.Log;
import org.bolillero.storage.LogException;

/**
 * Leads a draw from one state to the next: at most one thread decides something or takes steps of
 * the ceremony at any time. Thread-safe.
 */
final class DrawSteps {
  private final DrawTerms terms;
  private final Log log;
  private final Books books;
  private final DrawLife life;
  private final Sales sales;
  private final DrawEnvironment environment;
  private final DrawCeremony ceremony;
  private final DrawOutcome outcome = new DrawOutcome();

  /** The agencies that the draw does not wait for any more. */
  private final ReadinessBarrier settled;

  /** The agencies that have had their winners since the start. */
  private final ReadinessBarrier served;

  /** Held by whoever decides something or takes a step of the ceremony. */
  private final ReentrantLock deciding = new ReentrantLock();

  /** The threads that take steps, all of them started. Guarded by itself. */
  private final Set<Thread> working = new HashSet<>();

  DrawSteps(DrawTerms terms, Log log, Books books, DrawEnvironment environment) {
    this.terms = terms;
    this.log = log;
    this.books = books;
    this.life = books.life();
    this.sales = new Sales(log, life.closedBy());
    this.environment = environment;
    this.settled = new ReadinessBarrier(terms.agencies());
    this.served = new ReadinessBarrier(terms.agencies());
    this.ceremony = new DrawCeremony(terms, log, books, environment);
  }

  Sales sales() {
    return sales;
  }

  DrawCeremony ceremony() {
    return ceremony;
  }

  DrawOutcome outcome() {
    return outcome;
  }

  ReadinessBarrier settled() {
    return settled;
  }

  /** Keeps others from deciding until {@link #decided}. */
  void decide() {
    deciding.lock();
  }

  void decided() {
    deciding.unlock();
  }

  /** Closes sales if the clock says so. When this returns, that is durable. */
  void closeIfDue() throws LogException {
    Instant now = ceremony.now();
    boolean isDue = terms.closesAt().map(time -> !now.isBefore(time)).orElse(false);
    if (isDue && life.state() == DrawState.OPEN) {
      deciding.lock();
      try {
        if (life.state() == DrawState.OPEN) {
          closeSales(DrawEvent.Closed.Cause.CLOCK, Decision.OFFICE, "");
        }
      } finally {
        deciding.unlock();
      }
      goOn();
    }
  }

  /** Closes sales. To be called by who decides. */
  void closeSales(DrawEvent.Closed.Cause cause, String who, String reason) throws LogException {
    DrawEvent.Closed event = new DrawEvent.Closed(cause, new Decision(ceremony.now(), who, reason));
    long entry = sales.close(DrawEventCodec.toEntry(event));
    log.awaitDurable(entry);
    ceremony.note(entry, event);
  }

  /** Takes the steps that nobody has to decide, in a thread of its own. */
  void goOn() {
    Thread thread = environment.threads().newThread(this::takeStepsOrFail);
    synchronized (working) { // Nobody can wait for a thread that was not started.
      working.add(thread);
      thread.start();
    }
  }

  private List<Thread> working() {
    synchronized (working) {
      return List.copyOf(working);
    }
  }

  private void takeStepsOrFail() {
    try {
      takeSteps();
    } catch (LogException | RuntimeException | Error e) {
      environment.listener().on(new OfficeEvent.DrawFailed(terms.number(), e));
    } finally {
      synchronized (working) {
        working.remove(Thread.currentThread());
      }
    }
  }

  private void takeSteps() throws LogException {
    deciding.lock();
    try {
      if (settled.isComplete() && life.state() == DrawState.OPEN) {
        closeSales(DrawEvent.Closed.Cause.ALL_FINISHED, Decision.OFFICE, "");
      }
      if (settled.isComplete() && life.state() == DrawState.CLOSED) {
        ceremony.seal();
      }
      ceremony.number();
      boolean isRepeated = life.drawn() != null && outcome.now().isEmpty();
      if (life.isDue() || isRepeated) {
        outcome.publish(ceremony.hold());
        // Nobody waits for an agency that was excused to ask for its winners.
        books
            .statuses(terms)
            .select(each -> each.state() == AgencyStatus.State.EXCUSED)
            .forEach(each -> delivered(each.agency()));
      }
    } finally {
      deciding.unlock();
    }
  }

  /** An agency has had its winners. */
  void delivered(int agency) {
    if (served.arrive(agency).trips()) {
      environment.listener().on(new OfficeEvent.WinnersDelivered(terms.number()));
    }
  }

  /**
   * {@return whether the draw is not being held any more} Waits for that, unless interrupted.
   *
   * @param limit how long it waits
   */
  boolean awaitRest(Duration limit) {
    long end = System.nanoTime() + limit.toNanos();
    try {
      for (Thread thread : working()) {
        if (!thread.join(Duration.ofNanos(end - System.nanoTime()))) {
          return false;
        }
      }
      return true;
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Whether no step is being taken. */
  boolean isAtRest() {
    return working().isEmpty();
  }
}
