package org.bolillero.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.bolillero.protocol.ErrorCode;
import org.junit.jupiter.api.Test;

/** Whoever attacks cannot fill the log: one line a second for each problem of an address. */
class ConnectionLogTest {
  private final RefusedException malformed = new RefusedException(ErrorCode.MALFORMED, "why {}");
  private final RefusedException timeout = new RefusedException(ErrorCode.TIMEOUT, "slow");

  private final List<String> lines = new ArrayList<>();
  private long nanos;
  private final ConnectionLog log =
      new ConnectionLog(() -> nanos, (level, line) -> lines.add(level + " " + line));

  @Test
  void aProblemIsLoggedAtOnce() {
    log.refused("10.0.0.1", 7, malformed);
    log.stuck("10.0.0.1");
    assertLines(
        "WARN action: connection | result: fail | ip: 10.0.0.1 | agencia: 7 | motivo: MALFORMED:"
            + " why {}",
        "WARN action: send | result: fail | ip: 10.0.0.1 | motivo: write-timeout");
  }

  @Test
  void theSameProblemOfAnAddressIsOneLineASecondWithTheNumberOfTheOthers() {
    for (int i = 0; i < 100; i++) {
      log.refused("10.0.0.1", i, malformed);
    }
    pass(Duration.ofMillis(999));
    assertEquals(1, lines.size());
    lines.clear();
    pass(Duration.ofMillis(1));
    assertLines(
        "WARN action: connection | result: fail | ip: 10.0.0.1 | motivo: MALFORMED | omitidas: 99");
    log.refused("10.0.0.1", 1, malformed); // That was a line, too: a second has to pass again.
    pass(Duration.ofMillis(999));
    assertEquals(1, lines.size());
    pass(Duration.ofMillis(1));
    assertEquals(2, lines.size());
  }

  @Test
  void otherAddressesAndOtherProblemsHaveTheirOwnLines() {
    log.refused("10.0.0.1", 0, malformed);
    log.refused("10.0.0.2", 0, malformed);
    log.refused("10.0.0.1", 0, timeout);
    assertEquals(3, lines.size());
  }

  @Test
  void afterAQuietSecondAProblemIsLoggedAtOnceAgain() {
    log.refused("10.0.0.1", 0, malformed);
    pass(Duration.ofSeconds(1));
    assertEquals(1, lines.size());
    log.refused("10.0.0.1", 0, malformed);
    assertEquals(2, lines.size());
  }

  @Test
  void howeverManyAddressesThereAreOnlySomeAreKept() {
    for (int i = 0; i < ConnectionLog.PROBLEMS_MAX + 10; i++) {
      log.refused("address " + i, 0, malformed);
    }
    assertEquals(ConnectionLog.PROBLEMS_MAX + 1, lines.size());
    lines.clear();
    pass(Duration.ofSeconds(1));
    assertLines("WARN action: connection | result: fail | ip: * | motivo: * | omitidas: 9");
    log.refused("address 5", 0, malformed);
    assertEquals(2, lines.size());
  }

  @Test
  void whatWasLeftOutIsSaidAtTheEnd() {
    log.refused("10.0.0.1", 0, timeout);
    log.refused("10.0.0.1", 0, timeout);
    log.flush();
    assertEquals(
        "WARN action: connection | result: fail | ip: 10.0.0.1 | motivo: TIMEOUT | omitidas: 1",
        lines.getLast());
    log.flush();
    assertEquals(2, lines.size());
  }

  private void pass(Duration time) {
    nanos += time.toNanos();
    log.tick();
  }

  private void assertLines(String... expected) {
    assertEquals(List.of(expected), lines);
  }
}
