package org.bolillero.server;

import java.time.Instant;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import org.bolillero.lottery.Bet;
import org.bolillero.lottery.BetBatch;
import org.bolillero.office.Decision;
import org.bolillero.office.DrawEvent;
import org.bolillero.office.DrawEvent.Bets;
import org.bolillero.office.DrawEvent.Closed;
import org.bolillero.office.DrawEvent.Drawn;
import org.bolillero.office.DrawEvent.Entered;
import org.bolillero.office.DrawEvent.Excused;
import org.bolillero.office.DrawEvent.Finished;
import org.bolillero.office.DrawEvent.Numbered;
import org.bolillero.office.DrawEvent.Sealed;
import org.bolillero.office.DrawEventCodec;
import org.bolillero.office.testing.TestBets;
import org.bolillero.server.SimulatedHardware.Recovered;
import org.bolillero.storage.Log;
import org.bolillero.storage.LogEntry;
import org.bolillero.storage.LogException;
import org.bolillero.storage.LogSlice;
import org.eclipse.collections.api.list.ImmutableList;
import org.eclipse.collections.impl.factory.Lists;
import org.jspecify.annotations.Nullable;

/**
 * Something that is wrong with an office, put between it and its log, for what it writes or for
 * what it reads of it at a start; each must be caught.
 */
enum SimulatedFault implements SimulatedHardware.Fault {
  /** A batch is acknowledged when it was handed to the log. */
  ACKNOWLEDGE_WHAT_IS_NOT_DURABLE(log ->
      new Faulty(log) {
        @Override
        public void awaitDurable(long entry) throws LogException {
          if (!(last instanceof Bets)) {
            super.awaitDurable(entry);
          }
        }
      }),

  /** An agency counts as finished, and is told so, when that was handed to the log. */
  COUNT_AN_END_THAT_IS_NOT_DURABLE(log ->
      new Faulty(log) {
        @Override
        public void awaitDurable(long entry) throws LogException {
          if (!(last instanceof Finished)) {
            super.awaitDurable(entry);
          }
        }
      }),

  /** The winners are told when the result was handed to the log. */
  TELL_A_RESULT_THAT_IS_NOT_DURABLE(log ->
      new Faulty(log) {
        @Override
        public void awaitDurable(long entry) throws LogException {
          if (!(last instanceof Drawn)) {
            super.awaitDurable(entry);
          }
        }
      }),

  /** The barrier is kept in memory alone. */
  KEEP_THE_BARRIER_IN_MEMORY(log ->
      new Faulty(log) {
        @Override
        long append(DrawEvent event) throws LogException {
          return event instanceof Finished ? lastEntry : super.append(event);
        }
      }),

  /** A batch is written down twice. */
  STORE_A_BATCH_TWICE(log ->
      new Faulty(log) {
        @Override
        long append(DrawEvent event) throws LogException {
          if (event instanceof Bets) {
            super.append(event);
          }
          return super.append(event);
        }
      }),

  /** The bets of a batch are written down one by one. */
  STORE_A_BATCH_IN_PARTS(log ->
      new Faulty(log) {
        @Override
        long append(DrawEvent event) throws LogException {
          if (event instanceof Bets(int agency, BetBatch batch)) {
            for (Bet bet : batch) {
              super.append(new Bets(agency, TestBets.of(List.of(bet))));
            }
            return lastEntry;
          }
          return super.append(event);
        }
      }),

  /** A batch is forgotten although it is acknowledged. */
  FORGET_A_BATCH(log ->
      new Faulty(log) {
        private int batches;

        @Override
        long append(DrawEvent event) throws LogException {
          return event instanceof Bets && ++batches % 4 == 0 ? lastEntry : super.append(event);
        }
      }),

  /** The result is written down again by every office. */
  WRITE_THE_RESULT_TWICE(log ->
      new Faulty(log) {
        @Override
        long append(DrawEvent event) throws LogException {
          if (event instanceof Drawn) {
            super.append(event);
          }
          return super.append(event);
        }
      }),

  /** The draw overlooks what stands in the last part of the log. */
  OVERLOOK_THE_LAST_SLICE(log ->
      new Faulty(log) {
        @Override
        public ImmutableList<LogSlice> slices(int sliceBytes) throws LogException {
          ImmutableList<LogSlice> slices = super.slices(100);
          return slices.take(slices.size() - 4);
        }
      }),

  /** A batch that is on its way when sales are closed is written behind the close. */
  WRITE_A_BATCH_BEHIND_THE_CLOSE(log ->
      new Faulty(log) {
        private @Nullable Bets held;

        @Override
        long append(DrawEvent event) throws LogException {
          if (event instanceof Closed && held != null) {
            long close = super.append(event);
            writeHeld();
            return close;
          }
          writeHeld();
          if (event instanceof Bets bets) {
            held = bets;
            return lastEntry + 1;
          }
          return super.append(event);
        }

        @Override
        public void awaitDurable(long entry) throws LogException {
          writeHeld();
          super.awaitDurable(entry);
        }

        private void writeHeld() throws LogException {
          Bets bets = held;
          held = null;
          if (bets != null) {
            super.append(bets);
          }
        }
      }),

  /** Agencies and officials are told of the close when it was handed to the log. */
  TELL_A_CLOSE_THAT_IS_NOT_DURABLE(log ->
      new Faulty(log) {
        @Override
        public void awaitDurable(long entry) throws LogException {
          if (!(last instanceof Closed)) {
            super.awaitDurable(entry);
          }
        }
      }),

  /** The number is taken when the seal was handed to the log. */
  TAKE_A_NUMBER_BEFORE_THE_SEAL_IS_DURABLE(log ->
      new Faulty(log) {
        @Override
        public void awaitDurable(long entry) throws LogException {
          if (!(last instanceof Sealed)) {
            super.awaitDurable(entry);
          }
        }
      }),

  /** A decision is confirmed when it was handed to the log. */
  CONFIRM_A_DECISION_THAT_IS_NOT_DURABLE(log ->
      new Faulty(log) {
        @Override
        public void awaitDurable(long entry) throws LogException {
          if (!(last instanceof Excused || last instanceof Entered || last instanceof Numbered)) {
            super.awaitDurable(entry);
          }
        }
      }),

  /** A restart forgets who has entered a number, who can then be the second official, too. */
  TAKE_THE_FIRST_OFFICIAL_FOR_THE_SECOND((log, _) ->
      log.collect(each ->
          each.event() instanceof Entered(int number, Decision decision)
              ? new Recovered(
                  each.entry(),
                  new Entered(number, new Decision(decision.time(), "somebody", decision.reason())))
              : each)),

  /** A restart forgets who was excused. */
  FORGET_AN_EXCUSE((log, _) -> log.reject(each -> each.event() instanceof Excused)),

  /** A restart does not believe that sales were closed by the clock, if it shows less now. */
  OPEN_AGAIN_WHEN_THE_CLOCK_IS_SET_BACK((log, now) ->
      log.reject(each ->
          each.event() instanceof Closed(Closed.Cause cause, Decision decision)
              && cause == Closed.Cause.CLOCK
              && decision.time().isAfter(now))),

  /** A result that was corrected is gone after a restart, as if there had been only the other. */
  REPLACE_THE_RESULT_BY_ITS_CORRECTION((log, _) -> {
    if (log.count(each -> each.event() instanceof Drawn) < 2) {
      return log;
    }
    Recovered first = log.detect(each -> each.event() instanceof Drawn);
    return log.reject(each ->
            each.equals(first)
                || (each.entry() < first.entry()
                    && (each.event() instanceof Entered || each.event() instanceof Numbered)))
        .collect(each ->
            each.event() instanceof Entered(int number, Decision decision)
                ? new Recovered(
                    each.entry(),
                    new Entered(number, new Decision(decision.time(), decision.who(), "")))
                : each.event() instanceof Numbered number
                    ? new Recovered(
                        each.entry(),
                        new Numbered(number.number(), number.officials(), number.time(), ""))
                    : each);
  });

  @SuppressWarnings("ImmutableEnumChecker") // No function here has a state.
  private final UnaryOperator<Log> inLog;

  @SuppressWarnings("ImmutableEnumChecker")
  private final BiFunction<ImmutableList<Recovered>, Instant, ImmutableList<Recovered>> memory;

  SimulatedFault(UnaryOperator<Log> inLog) {
    this.inLog = inLog;
    this.memory = (log, _) -> log;
  }

  SimulatedFault(BiFunction<ImmutableList<Recovered>, Instant, ImmutableList<Recovered>> memory) {
    this.inLog = UnaryOperator.identity();
    this.memory = memory;
  }

  @Override
  public Log in(Log log) {
    return inLog.apply(log);
  }

  @Override
  public List<Recovered> remember(List<Recovered> log, Instant now) {
    return memory.apply(Lists.immutable.withAll(log), now).castToList();
  }

  /** Does what it should, and remembers what was appended last. */
  static class Faulty implements Log {
    private final Log real;
    @Nullable DrawEvent last;
    long lastEntry;

    Faulty(Log real) {
      this.real = real;
    }

    @Override
    public int payloadBytesMax() {
      return real.payloadBytesMax();
    }

    @Override
    public final long append(LogEntry entry) throws LogException {
      return append(DrawEventCodec.read(lastEntry + 1, entry));
    }

    long append(DrawEvent event) throws LogException {
      last = event;
      lastEntry = real.append(DrawEventCodec.toEntry(event));
      return lastEntry;
    }

    @Override
    public void confirm() throws LogException {
      real.confirm();
    }

    @Override
    public long queuedBytes() {
      return real.queuedBytes();
    }

    @Override
    public void awaitDurable(long entry) throws LogException {
      real.awaitDurable(entry);
    }

    @Override
    public ImmutableList<LogSlice> slices(int sliceBytes) throws LogException {
      return real.slices(sliceBytes);
    }

    @Override
    public void close() throws LogException {
      real.close();
    }
  }
}
