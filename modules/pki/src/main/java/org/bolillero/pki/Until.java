package org.bolillero.pki;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/** Says until when something is good, in the time of this place. */
record Until(Clock clock, ZoneId zone) {
  static Until here() {
    return new Until(Clock.systemUTC(), ZoneId.systemDefault());
  }

  /** A line about a file that was written. */
  String line(Path file, X509Certificate certificate) {
    return "%s until %s".formatted(file, time(certificate.getNotAfter().toInstant()));
  }

  String time(Instant time) {
    return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
        time.truncatedTo(ChronoUnit.SECONDS).atZone(zone));
  }

  /** Such as {@code in 3 days} or {@code 3 days ago}. */
  String distance(Instant time) {
    long days = Duration.between(clock.instant(), time).toDays();
    long count = Math.abs(days);
    String words = count == 1 ? "1 day" : count + " days";
    return time.isBefore(clock.instant()) ? words + " ago" : "in " + words;
  }
}
