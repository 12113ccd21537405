package org.bolillero.watch;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.bolillero.office.OfficeEvent;
import org.bolillero.office.OfficeListener;

/** Counts what happens in an office. Thread-safe, and counting never waits. */
final class Tallies implements OfficeListener {
  private static final double SHORTEST_FORCE_SECONDS = 0.0001;

  /** From 0.1 ms to 13 s. */
  private static final int FORCE_BOUNDS = 18;

  /** From 1 to 4096. */
  private static final int GROUP_BOUNDS = 13;

  private final LongAdder betsStored = new LongAdder();
  private final LongAdder batchesRejected = new LongAdder();
  private final LongAdder writeTimeouts = new LongAdder();
  private final LongAdder writtenBytes = new LongAdder();
  private final Distribution forceSeconds = new Distribution(SHORTEST_FORCE_SECONDS, FORCE_BOUNDS);
  private final Distribution groupEntries = new Distribution(1, GROUP_BOUNDS);

  /** By codes, of which there are few. */
  private final ConcurrentMap<String, LongAdder> refused = new ConcurrentHashMap<>();

  private final Map<String, LongAdder> failed =
      Map.of(
          "broken", new LongAdder(),
          "insecure", new LongAdder(),
          "not_accepted", new LongAdder(),
          "defect", new LongAdder());

  private volatile boolean isReloaded = true;

  @Override
  public void on(OfficeEvent event) {
    switch (event) {
      case OfficeEvent.BetsStored stored -> betsStored.add(stored.bets());
      case OfficeEvent.BatchRejected _ -> batchesRejected.increment();
      case OfficeEvent.LogGroupForced(long nanos, long bytes, int entries) -> {
        forceSeconds.add((double) nanos / TimeUnit.SECONDS.toNanos(1));
        groupEntries.add(entries);
        writtenBytes.add(bytes);
      }
      case OfficeEvent.ConnectionRefused(_, _, String code, _) ->
          refused.computeIfAbsent(code, _ -> new LongAdder()).increment();
      case OfficeEvent.ConnectionStuck _ -> writeTimeouts.increment();
      case OfficeEvent.ConnectionBroken _ -> fail("broken");
      case OfficeEvent.ConnectionInsecure _ -> fail("insecure");
      case OfficeEvent.ConnectionNotAccepted _ -> fail("not_accepted");
      case OfficeEvent.ConnectionDefect _ -> fail("defect");
      case OfficeEvent.CertificatesReloaded _ -> isReloaded = true;
      case OfficeEvent.CertificatesNotReloaded _ -> isReloaded = false;
      default -> {} // Nothing that is counted.
    }
  }

  private void fail(String cause) {
    LongAdder count = failed.get(cause);
    if (count != null) {
      count.increment();
    }
  }

  long betsStored() {
    return betsStored.sum();
  }

  long batchesRejected() {
    return batchesRejected.sum();
  }

  long writeTimeouts() {
    return writeTimeouts.sum();
  }

  long writtenBytes() {
    return writtenBytes.sum();
  }

  Distribution forceSeconds() {
    return forceSeconds;
  }

  Distribution groupEntries() {
    return groupEntries;
  }

  Map<String, LongAdder> refused() {
    return refused;
  }

  Map<String, LongAdder> failed() {
    return failed;
  }

  boolean isReloaded() {
    return isReloaded;
  }
}
