package org.bolillero.server;

import java.time.Duration;
import org.bolillero.office.Draws;
import org.bolillero.office.OfficeEvent;
import org.bolillero.office.OfficeListener;
import org.bolillero.storage.LogException;

/** Lets time pass for the draws of an office, until it is closed. */
final class OfficeClock implements AutoCloseable {
  /** How late a draw may be closed. It is short, as the wall clock may be set at any moment. */
  private static final Duration PERIOD = Duration.ofMillis(100);

  private final Draws draws;
  private final Platform platform;
  private final OfficeListener listener;
  private volatile boolean closed;

  private OfficeClock(Draws draws, Platform platform, OfficeListener listener) {
    this.draws = draws;
    this.platform = platform;
    this.listener = listener;
  }

  static OfficeClock start(Draws draws, Platform platform, OfficeListener listener) {
    OfficeClock clock = new OfficeClock(draws, platform, listener);
    platform.threads("clock").newThread(clock::run).start();
    return clock;
  }

  private void run() {
    try {
      while (!closed) {
        draws.passTime();
        platform.pause(PERIOD);
      }
    } catch (LogException | RuntimeException | Error e) {
      listener.on(new OfficeEvent.OfficeFailed(e)); // An office that forgets the time must end.
    }
  }

  /** Lets time stand still. */
  @Override
  public void close() {
    closed = true;
  }
}
