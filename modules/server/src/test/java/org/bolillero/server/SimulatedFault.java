package org.bolillero.server;

import java.util.List;
import org.bolillero.lottery.Bet;
import org.bolillero.lottery.BetBatch;
import org.bolillero.office.DrawEvent;
import org.bolillero.office.DrawEvent.Bets;
import org.bolillero.office.DrawEvent.Drawn;
import org.bolillero.office.DrawEvent.Finished;
import org.bolillero.office.DrawEventCodec;
import org.bolillero.office.testing.TestBets;
import org.bolillero.storage.Log;
import org.bolillero.storage.LogEntry;
import org.bolillero.storage.LogException;
import org.bolillero.storage.LogSlice;
import org.eclipse.collections.api.list.ImmutableList;
import org.jspecify.annotations.Nullable;

/** Something that is wrong with an office, put between it and its log; each must be caught. */
enum SimulatedFault {
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
      });

  /** Puts itself between an office and its log. */
  private interface Fault {
    Log in(Log log);
  }

  @SuppressWarnings("ImmutableEnumChecker") // No function here has a state.
  private final Fault fault;

  SimulatedFault(Fault fault) {
    this.fault = fault;
  }

  Log in(Log log) {
    return fault.in(log);
  }

  /** Does what it should, and remembers what was appended last. */
  private static class Faulty implements Log {
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
