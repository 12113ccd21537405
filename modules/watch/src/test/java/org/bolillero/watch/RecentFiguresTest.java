package org.bolillero.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.bolillero.lottery.BetField;
import org.bolillero.lottery.BetProblem;
import org.bolillero.office.OfficeEvent;
import org.eclipse.collections.impl.factory.primitive.LongLists;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecentFiguresTest {
  private static final Instant START = Instant.parse("2026-12-24T21:00:00Z");
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  @TempDir private Path folder;

  private Instant now = START;
  private long nanos = 17;

  private RecentFigures figures() {
    return new RecentFigures(new FreeSpace(folder), () -> now, () -> nanos);
  }

  @Test
  void anOfficeThatHasJustStartedHasNoFiguresYet() {
    Vitals vitals = figures().now();
    assertEquals(START, vitals.startedAt());
    assertEquals(0, vitals.betsStored());
    assertTrue(vitals.betsPerSecond().isEmpty());
    assertTrue(vitals.force().isEmpty());
    assertTrue(vitals.problems().isEmpty());
  }

  @Test
  void betsAreCountedBySecond() {
    RecentFigures figures = figures();
    figures.on(new OfficeEvent.BetsStored(1, 5, 20));
    nanos += SECOND;
    figures.on(new OfficeEvent.TimePassed());
    figures.on(new OfficeEvent.BetsStored(1, 6, 3));
    figures.on(new OfficeEvent.BetsStored(1, 5, 4));
    nanos += SECOND / 2;
    figures.on(new OfficeEvent.TimePassed());
    assertEquals(LongLists.immutable.of(20), figures.now().betsPerSecond());
    nanos += SECOND / 2;
    figures.on(new OfficeEvent.TimePassed());
    assertEquals(LongLists.immutable.of(20, 7), figures.now().betsPerSecond());
    assertEquals(27, figures.now().betsStored());
  }

  @Test
  void aLateLookSharesWhatHasComeAmongTheSeconds() {
    RecentFigures figures = figures();
    figures.on(new OfficeEvent.BetsStored(1, 5, 10));
    nanos += 3 * SECOND;
    figures.on(new OfficeEvent.TimePassed());
    assertEquals(LongLists.immutable.of(3, 3, 4), figures.now().betsPerSecond());
  }

  @Test
  void onlyTheLastSecondsAreKept() {
    RecentFigures figures = figures();
    for (int second = 0; second < RecentFigures.SECONDS + 2; second++) {
      figures.on(new OfficeEvent.BetsStored(1, 5, second));
      nanos += SECOND;
      figures.on(new OfficeEvent.TimePassed());
    }
    assertEquals(RecentFigures.SECONDS, figures.now().betsPerSecond().size());
    assertEquals(2, figures.now().betsPerSecond().getFirst());
    assertEquals(RecentFigures.SECONDS + 1, figures.now().betsPerSecond().getLast());
    nanos += TimeUnit.DAYS.toNanos(1);
    figures.on(new OfficeEvent.TimePassed());
    assertEquals(0, figures.now().betsPerSecond().sum());
  }

  @Test
  void forcesOfTheLastMinuteAreKnownToAnEighth() {
    RecentFigures figures = figures();
    for (int i = 0; i < 98; i++) {
      figures.on(new OfficeEvent.LogGroupForced(TimeUnit.MICROSECONDS.toNanos(800), 4096, 3));
    }
    figures.on(new OfficeEvent.LogGroupForced(TimeUnit.MILLISECONDS.toNanos(40), 4096, 3));
    figures.on(new OfficeEvent.LogGroupForced(TimeUnit.MILLISECONDS.toNanos(50), 4096, 3));
    Vitals.Force force = figures.now().force().orElseThrow();
    assertEquals(0.8, force.medianMillis(), 0.8 / 8);
    assertEquals(40, force.slowMillis(), 40.0 / 8);
    nanos += 59 * SECOND;
    assertTrue(figures.now().force().isPresent());
    nanos += 11 * SECOND;
    assertFalse(figures.now().force().isPresent());
  }

  @Test
  void noForceIsTooShortOrTooLong() {
    for (long each : new long[] {0, 1, 7, 8, 9, 1_000_000, Long.MAX_VALUE}) {
      RecentFigures figures = figures();
      figures.on(new OfficeEvent.LogGroupForced(each, 1, 1));
      double millis = figures.now().force().orElseThrow().slowMillis();
      assertTrue(millis >= each / 1e6 && millis <= each / 1e6 * 1.125, each + ": " + millis);
    }
  }

  @Test
  void aProblemThatComesAgainIsOneProblem() {
    RecentFigures figures = figures();
    figures.on(new OfficeEvent.ConnectionRefused("10.0.0.1", 3, "CLOSED", "sales are closed"));
    figures.on(new OfficeEvent.LogWarning("the disk is nearly full"));
    now = START.plusSeconds(5);
    figures.on(new OfficeEvent.ConnectionRefused("10.0.0.2", 4, "CLOSED", "sales are closed"));
    assertEquals(
        "[CONNECTION_REFUSED 2 CLOSED (agency 4), LOG_WARNING 1 the disk is nearly full]",
        words(figures));
    assertEquals(now, figures.now().problems().getFirst().latest());
  }

  @Test
  void aCertificateIsAProblemWhenItIsDue() {
    RecentFigures figures = figures();
    Path file = Path.of("/etc/office.pem");
    Instant expiry = START.plusSeconds(86_400);
    figures.on(new OfficeEvent.CertificateInForce("propio", file, "CN=office", "", expiry, false));
    assertEquals("[]", words(figures));
    figures.on(new OfficeEvent.CertificateInForce("propio", file, "CN=office", "", expiry, true));
    assertEquals("[CERTIFICATE_DUE 1 office.pem expires at 2026-12-25T21:00:00Z]", words(figures));
  }

  @Test
  void onlyTheLatestProblemsAreKept() {
    RecentFigures figures = figures();
    for (int i = 0; i <= RecentFigures.PROBLEMS_MAX; i++) {
      figures.on(new OfficeEvent.LogWarning("warning " + i));
    }
    assertEquals(RecentFigures.PROBLEMS_MAX, figures.now().problems().size());
    assertEquals("warning 50", figures.now().problems().getFirst().text());
    assertEquals("warning 1", figures.now().problems().getLast().text());
  }

  @Test
  void whatABetSaysStandsInNoProblem() {
    RecentFigures figures = figures();
    BetProblem problem = new BetProblem(3, BetField.DOCUMENT, "expected digits, found Ana");
    figures.on(new OfficeEvent.BatchRejected(1, 5, 20, problem));
    assertEquals(
        "[BATCH_REJECTED 1 agency 5: a batch of 20 bets was rejected, for the %s of one of them]"
            .formatted(BetField.DOCUMENT),
        words(figures));
  }

  @Test
  void theRoomOnTheDiskIsKnownIfTheFolderIsThere() {
    assertTrue(figures().now().freeBytes().isPresent());
    assertTrue(
        new RecentFigures(new FreeSpace(folder.resolve("missing")), () -> now, () -> nanos)
            .now()
            .freeBytes()
            .isEmpty());
  }

  private static String words(RecentFigures figures) {
    return figures
        .now()
        .problems()
        .collect(each -> each.kind() + " " + each.count() + " " + each.text())
        .toString();
  }
}
