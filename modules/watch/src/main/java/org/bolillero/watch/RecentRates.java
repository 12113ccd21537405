package org.bolillero.watch;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.eclipse.collections.api.list.primitive.ImmutableLongList;
import org.eclipse.collections.api.list.primitive.MutableLongList;
import org.eclipse.collections.impl.factory.primitive.LongLists;

/**
 * How much has come in each of the last seconds. Thread-safe; {@link #add} never waits.
 *
 * <p>What has come is looked at from time to time; what has come since the last look belongs to the
 * seconds in between, to each the same.
 */
final class RecentRates {
  private final int seconds;
  private final long startNanos;
  private final LongAdder sum = new LongAdder();

  /** Of each second since the start that counts still. Guarded by this. */
  private final long[] bySecond;

  /** How many whole seconds have passed at the last look, and what had come. Guarded by this. */
  private long passed;

  private long seen;

  /** Nothing has come yet. */
  RecentRates(int seconds, long nowNanos) {
    this.seconds = seconds;
    this.startNanos = nowNanos;
    this.bySecond = new long[seconds];
  }

  void add(long count) {
    sum.add(count);
  }

  long sum() {
    return sum.sum();
  }

  /** Looks what has come. To be called about twice a second. */
  synchronized void look(long nowNanos) {
    long now = TimeUnit.NANOSECONDS.toSeconds(nowNanos - startNanos);
    long gone = now - passed;
    if (gone <= 0) {
      return;
    }
    long total = sum.sum();
    long rest = total - seen;
    seen = total;
    // Should it have slept for a day, only the last seconds matter.
    for (long second = Math.max(passed, now - seconds); second < now; second++) {
      long share = rest / (now - second);
      bySecond[(int) (second % seconds)] = share;
      rest -= share;
    }
    passed = now;
  }

  /** What has come in each whole second, the latest one last. */
  synchronized ImmutableLongList latest() {
    MutableLongList list = LongLists.mutable.empty();
    for (long second = Math.max(0, passed - seconds); second < passed; second++) {
      list.add(bySecond[(int) (second % seconds)]);
    }
    return list.toImmutable();
  }
}
