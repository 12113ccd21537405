package org.bolillero.pki;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * From when until when a certificate is good.
 *
 * @param from an hour before it is made, because clocks differ
 * @param until when it ends
 */
record Validity(Instant from, Instant until) {
  /** Of offices, agencies and officials, in days. */
  static final int DAYS = 730;

  /** Of authorities, in days. */
  static final int AUTHORITY_DAYS = 3650;

  private static final Duration CLOCKS_DIFFER = Duration.ofHours(1);

  static Validity days(int days, Clock clock) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    return new Validity(now.minus(CLOCKS_DIFFER), now.plus(Duration.ofDays(days)));
  }

  /**
   * The same, but no longer than an authority is good, after whose end it would be worth nothing.
   */
  Validity within(Instant end) {
    return until.isAfter(end) ? new Validity(from, end) : this;
  }
}
