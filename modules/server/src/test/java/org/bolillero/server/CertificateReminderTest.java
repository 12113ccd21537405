package org.bolillero.server;

import static org.bolillero.fuzz.Patience.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.bolillero.office.OfficeEvent.CertificateInForce;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What expires is said again each day, before it does. */
class CertificateReminderTest {
  private static final Duration A_DAY = Duration.ofDays(1).plusSeconds(1);

  @TempDir Path folder;

  private final LoggedConnections log = new LoggedConnections();

  @Test
  void whatIsDueIsSaidOnceADay() throws Exception {
    SetClock clock = new SetClock(OfficeSetup.CLOCK.instant());
    OfficeSetup setup = new TestPapers(folder).secure(new OfficeSetup(folder.resolve("office"), 1));
    try (CentralOffice _ = log.open(setup, clock)) {
      CertificateInForce own =
          said().stream().filter(each -> each.use().equals("propio")).findFirst().orElseThrow();
      assertFalse(own.isDue());
      Instant later = own.expiry().minus(Duration.ofDays(20));
      clock.set(later);
      await().until(() -> reminders() == 1);
      clock.set(later.plus(A_DAY));
      await().until(() -> reminders() == 2);
    }
    assertEquals(2, reminders());
  }

  private List<CertificateInForce> said() {
    return log.events().stream()
        .filter(CertificateInForce.class::isInstance)
        .map(CertificateInForce.class::cast)
        .toList();
  }

  private long reminders() {
    return said().stream().filter(each -> each.isDue() && each.use().equals("propio")).count();
  }
}
