package org.bolillero.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.message.SimpleMessage;
import org.junit.jupiter.api.Test;

class LogQueueTest {
  private final LogQueue queue = new LogQueue(16);

  @Test
  void anEighthIsKeptForWarningsAndErrors() {
    offer(Level.INFO, 20);
    assertEquals(14, queue.size());
    offer(Level.DEBUG, 1);
    assertEquals(14, queue.size());
    offer(Level.ERROR, 1);
    // One place has the line that says how many are missing.
    assertEquals(16, queue.size());
    offer(Level.WARN, 5);
    assertEquals(16, queue.size());
  }

  @Test
  void theNumberOfMissingLinesIsSaidWhereTheyAreMissing() {
    offer(Level.INFO, 17);
    assertEquals(14, drain(14).size());
    offer(Level.INFO, 1);
    assertEquals(List.of("WARN action: log | result: fail | dropped: 3", "INFO line"), drain(99));
    offer(Level.INFO, 1);
    assertEquals(List.of("INFO line"), drain(99));
  }

  @Test
  void lessImportantLinesAreTakenAgainOnlyWhenHalfOfTheQueueIsFree() {
    offer(Level.INFO, 15);
    drain(5);
    offer(Level.INFO, 1);
    assertEquals(9, queue.size());
    drain(2);
    offer(Level.INFO, 1);
    assertEquals(9, queue.size());
    assertEquals("WARN action: log | result: fail | dropped: 2", drain(99).get(7));
  }

  @Test
  void whatIsMissingInTheEndIsSaidWhenAsked() {
    offer(Level.ERROR, 18);
    assertEquals(false, queue.reportDropped());
    drain(16);
    assertEquals(true, queue.reportDropped());
    assertEquals(true, queue.reportDropped());
    assertEquals(List.of("WARN action: log | result: fail | dropped: 2"), drain(99));
  }

  private void offer(Level level, int count) {
    for (int i = 0; i < count; i++) {
      assertEquals(
          true,
          queue.offer(
              Log4jLogEvent.newBuilder()
                  .setLevel(level)
                  .setMessage(new SimpleMessage("line"))
                  .build()));
    }
  }

  private List<String> drain(int countMax) {
    List<LogEvent> events = new ArrayList<>();
    queue.drainTo(events, countMax);
    return events.stream()
        .map(event -> event.getLevel() + " " + event.getMessage().getFormattedMessage())
        .toList();
  }
}
