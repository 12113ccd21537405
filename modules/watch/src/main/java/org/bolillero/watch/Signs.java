package org.bolillero.watch;

import java.util.Optional;
import org.bolillero.office.OfficeEvent;
import org.bolillero.office.OfficeListener;
import org.jspecify.annotations.Nullable;

/** Notes what an office cannot recover from without a restart. Thread-safe. */
final class Signs implements OfficeListener {
  private final ClockWatch clock;

  private volatile boolean logFailed;
  private volatile @Nullable String office;
  private volatile @Nullable String draw;

  Signs(ClockWatch clock) {
    this.clock = clock;
  }

  @Override
  public void on(OfficeEvent event) {
    switch (event) {
      case OfficeEvent.LogFailed _ -> logFailed = true;
      case OfficeEvent.DrawFailed(int number, _) -> draw = "draw " + number + " cannot be held";
      case OfficeEvent.OfficeFailed(Throwable why) ->
          office = "it cannot go on: " + why.getClass().getSimpleName();
      case OfficeEvent.TimePassed _ -> clock.look();
      default -> {}
    }
  }

  /** The log lines have the reason; it may name files, which are not everybody's business. */
  Optional<String> log() {
    return logFailed
        ? Optional.of("a log has failed, and the office's log lines say why")
        : Optional.empty();
  }

  Optional<String> office() {
    return Optional.ofNullable(office);
  }

  Optional<String> draw() {
    return Optional.ofNullable(draw);
  }
}
