package org.bolillero.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.bolillero.office.OfficeEvent;
import org.bolillero.storage.LogException;
import org.bolillero.watch.Health.Finding;
import org.bolillero.watch.Readings.InForce;
import org.bolillero.watch.testing.SetReadings;
import org.eclipse.collections.api.list.ImmutableList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HealthTest {
  private static final Instant START = Instant.parse("2026-12-24T21:00:00Z");

  @TempDir private Path folder;

  private Instant now = START;
  private long nanos = 17;
  private long roomBytes = 1;

  private final ClockWatch clock = new ClockWatch(() -> now, () -> nanos);
  private final Signs signs = new Signs(clock);

  private final SetReadings readings = new SetReadings();

  private Health health() {
    return new Health(signs, clock, new FreeSpace(folder), roomBytes, readings, () -> now);
  }

  @Test
  void anOfficeThatWorksLivesAndIsReady() {
    assertEquals("[]", problems(health().live()));
    assertEquals("[]", problems(health().ready()));
    assertEquals(
        "office, log, threads, accept", health().live().collect(Finding::check).makeString());
    assertEquals(
        "office, log, threads, accept, draws, disk, clock, certificates",
        health().ready().collect(Finding::check).makeString());
  }

  @Test
  void aLogThatHasFailedIsHelpedByARestartAndItsFilesStayUnnamed() {
    signs.on(
        new OfficeEvent.LogFailed(
            new LogException(
                LogException.Kind.FAILED, "/secret/00001.log: gone", new IOException())));
    assertEquals(
        "[log: a log has failed, and the office's log lines say why]", problems(health().live()));
  }

  @Test
  void anOfficeThatCannotGoOnIsHelpedByARestart() {
    signs.on(new OfficeEvent.OfficeFailed(new OutOfMemoryError("Java heap space")));
    assertEquals("[office: it cannot go on: OutOfMemoryError]", problems(health().live()));
  }

  @Test
  void anOfficeThatAcceptsNobodyIsHelpedByARestart() {
    readings.accept(false);
    assertEquals("[accept: agencies cannot connect]", problems(health().live()));
  }

  @Test
  void anOfficeWhoseThreadsHangIsHelpedByARestart() {
    pass(Duration.ofSeconds(16));
    assertEquals(
        "[threads: nothing has looked after connections for 16 s]", problems(health().live()));
    signs.on(new OfficeEvent.TimePassed());
    assertEquals("[]", problems(health().live()));
  }

  @Test
  void aDrawThatCannotBeHeldMakesItUnready() {
    signs.on(new OfficeEvent.DrawFailed(3, new IllegalStateException("a defect")));
    assertEquals("[draws: draw 3 cannot be held]", problems(health().ready()));
    assertEquals("[]", problems(health().live()));
  }

  @Test
  void aDiskWithoutRoomMakesItUnready() {
    roomBytes = Long.MAX_VALUE;
    String problem = health().ready().detect(each -> !each.isGood()).problem().orElseThrow();
    assertEquals(
        "expected room for 9223372036854775807 bytes, found", problem.replaceAll(" [0-9]+$", ""));
    assertEquals("[]", problems(health().live()));
  }

  @Test
  void aFolderThatIsGoneMakesItUnready() {
    Health health =
        new Health(signs, clock, new FreeSpace(folder.resolve("gone")), 1, readings, () -> now);
    assertEquals("[disk: the data folder is gone]", problems(health.ready()));
  }

  @Test
  void aClockThatWasSetMakesItUnreadyForAMinute() {
    now = START.plus(Duration.ofHours(1));
    signs.on(new OfficeEvent.TimePassed());
    assertEquals("[clock: it was set forward by 3600 s, 0 s ago]", problems(health().ready()));
    pass(Duration.ofSeconds(10));
    signs.on(new OfficeEvent.TimePassed());
    now = now.minus(Duration.ofMinutes(5));
    signs.on(new OfficeEvent.TimePassed());
    assertEquals("[clock: it was set back by 300 s, 0 s ago]", problems(health().ready()));
    for (int i = 0; i < 10; i++) {
      pass(Duration.ofSeconds(7));
      signs.on(new OfficeEvent.TimePassed());
    }
    assertEquals("[]", problems(health().ready()));
    assertEquals("[]", problems(health().live()));
  }

  @Test
  void aClockThatIsAdjustedALittleIsGood() {
    pass(Duration.ofMillis(500));
    now = now.plusMillis(1_900);
    signs.on(new OfficeEvent.TimePassed());
    assertEquals("[]", problems(health().ready()));
  }

  @Test
  void aClockThatShowsATimeBeforeTheStartIsWrong() {
    now = START.minusSeconds(3);
    assertEquals(
        "[clock: it shows a time before the start of the office, at 2026-12-24T21:00:00Z]",
        problems(health().ready()));
  }

  @Test
  void whatHasExpiredMakesItUnready() {
    readings.enforce(
        List.of(new InForce("own", START), new InForce("authority", START.plusSeconds(1))));
    assertEquals(
        "[certificates: own: expired at 2026-12-24T21:00:00Z]", problems(health().ready()));
  }

  @Test
  void ofTwoAuthoritiesOneMayHaveExpired() {
    readings.enforce(
        List.of(
            new InForce("own", START.plusSeconds(1)),
            new InForce("authority", START.minusSeconds(1)),
            new InForce("authority", START.plusSeconds(1))));
    assertEquals("[]", problems(health().ready()));
  }

  private void pass(Duration time) {
    now = now.plus(time);
    nanos += time.toNanos();
  }

  private static String problems(ImmutableList<Finding> findings) {
    return findings
        .reject(Finding::isGood)
        .collect(each -> each.check() + ": " + each.problem().orElseThrow())
        .toString();
  }
}
