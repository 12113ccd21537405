package org.bolillero.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.bolillero.office.OfficeEvent;
import org.bolillero.office.testing.Background;
import org.bolillero.protocol.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever attacks cannot fill the log: one line a second for each problem of an address. */
class ConnectionLogTest {
  private static final String DEFECT =
      "ERROR action: connection | result: fail | motivo: internal error in session-7, please report"
          + " it: java.lang.IllegalStateException: why";

  private final HangUpException malformed = new HangUpException(ErrorCode.MALFORMED, "why {}");
  private final HangUpException timeout = new HangUpException(ErrorCode.TIMEOUT, "slow");

  private final List<String> lines = new ArrayList<>();
  private long nanos;
  private final ConnectionLog log =
      new ConnectionLog(
          () -> nanos, (level, line) -> lines.add(level + " " + line.getFormattedMessage()));

  private void refuse(String ip, int agency, HangUpException why) {
    log.on(new OfficeEvent.ConnectionRefused(ip, agency, why.code().name(), why.getMessage()));
  }

  @Test
  void aProblemIsLoggedAtOnce() {
    refuse("10.0.0.1", 7, malformed);
    log.on(new OfficeEvent.ConnectionStuck("10.0.0.1"));
    assertLines(
        "WARN action: connection | result: fail | ip: 10.0.0.1 | agencia: 7 | motivo: MALFORMED:"
            + " why {}",
        "WARN action: send | result: fail | ip: 10.0.0.1 | motivo: write-timeout");
  }

  @Test
  void aDefectIsLoggedWithTheThreadAndThePlaceItComesFrom() {
    RuntimeException defect = new IllegalStateException("why");
    log.on(new OfficeEvent.ConnectionDefect("session-7", defect));
    assertLines(DEFECT + " at " + defect.getStackTrace()[0]);
  }

  /** The JVM leaves out where it comes from if it has come often. */
  @Test
  void aDefectThatComesFromNowhereIsLoggedToo() {
    RuntimeException defect = new IllegalStateException("why");
    defect.setStackTrace(new StackTraceElement[0]);
    log.on(new OfficeEvent.ConnectionDefect("session-7", defect));
    assertLines(DEFECT);
  }

  @Test
  void whatCannotBeAcceptedIsLogged() {
    log.on(new OfficeEvent.ConnectionNotAccepted("Too many open files"));
    assertLines("WARN action: accept_connections | result: fail | motivo: Too many open files");
  }

  @Test
  void theSameProblemOfAnAddressIsOneLineASecondWithTheNumberOfTheOthers() {
    for (int i = 0; i < 100; i++) {
      refuse("10.0.0.1", i, malformed);
    }
    pass(Duration.ofMillis(999));
    assertEquals(1, lines.size());
    lines.clear();
    pass(Duration.ofMillis(1));
    assertLines(
        "WARN action: connection | result: fail | ip: 10.0.0.1 | motivo: MALFORMED | omitidas: 99");
    refuse("10.0.0.1", 1, malformed); // That was a line, too: a second has to pass again.
    pass(Duration.ofMillis(999));
    assertEquals(1, lines.size());
    pass(Duration.ofMillis(1));
    assertEquals(2, lines.size());
  }

  @Test
  void otherAddressesAndOtherProblemsHaveTheirOwnLines() {
    refuse("10.0.0.1", 0, malformed);
    refuse("10.0.0.2", 0, malformed);
    refuse("10.0.0.1", 0, timeout);
    assertEquals(3, lines.size());
  }

  @Test
  void afterAQuietSecondAProblemIsLoggedAtOnceAgain() {
    refuse("10.0.0.1", 0, malformed);
    pass(Duration.ofSeconds(1));
    assertEquals(1, lines.size());
    refuse("10.0.0.1", 0, malformed);
    assertEquals(2, lines.size());
  }

  /** The system's clock may begin anywhere, and pass the largest number. */
  @ParameterizedTest
  @ValueSource(longs = {1_000_000_000_000L, -1_000_000_000_000L, Long.MAX_VALUE, Long.MIN_VALUE})
  void aProblemThatHasComeOnceIsKnownForASecondWheneverThatBegins(long begin) {
    nanos = begin;
    refuse("10.0.0.1", 0, malformed);
    pass(Duration.ofMillis(999));
    refuse("10.0.0.1", 0, malformed);
    assertEquals(1, lines.size());
    pass(Duration.ofMillis(1));
    assertEquals(2, lines.size());
  }

  @Test
  void ofOneProblemThatManyThreadsHaveThereIsOneLine() throws Exception {
    log.on(new OfficeEvent.TimePassed()); // Who has looked in keeps nobody out.
    List<Background<?>> threads = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      threads.add(Background.run(() -> refuse("10.0.0.1", 0, malformed)));
    }
    for (Background<?> each : threads) {
      each.await();
    }
    assertEquals(1, lines.size());
    log.on(new OfficeEvent.SessionsClosed(0));
    assertTrue(lines.getLast().endsWith("omitidas: 99"), lines.getLast());
  }

  @Test
  void howeverManyAddressesThereAreOnlySomeAreKept() {
    for (int i = 0; i < ConnectionLog.PROBLEMS_MAX + 10; i++) {
      refuse("address " + i, 0, malformed);
    }
    assertEquals(ConnectionLog.PROBLEMS_MAX + 1, lines.size());
    lines.clear();
    pass(Duration.ofSeconds(1));
    assertLines("WARN action: connection | result: fail | ip: * | motivo: * | omitidas: 9");
    refuse("address 5", 0, malformed);
    assertEquals(2, lines.size());
  }

  @Test
  void whatWasLeftOutIsSaidAtTheEnd() {
    refuse("10.0.0.1", 0, timeout);
    refuse("10.0.0.1", 0, timeout);
    log.on(new OfficeEvent.SessionsClosed(0));
    assertEquals(
        "WARN action: connection | result: fail | ip: 10.0.0.1 | motivo: TIMEOUT | omitidas: 1",
        lines.getLast());
    log.on(new OfficeEvent.SessionsClosed(0));
    assertEquals(2, lines.size());
  }

  private void pass(Duration time) {
    nanos += time.toNanos();
    log.on(new OfficeEvent.TimePassed());
  }

  private void assertLines(String... expected) {
    assertEquals(List.of(expected), lines);
  }
}
