package org.bolillero.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.Marker;
import org.apache.logging.log4j.core.Filter;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.message.SimpleMessage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LogOverflowTest {
  private final ArrayBlockingQueue<LogEvent> queue = new ArrayBlockingQueue<>(16);
  private int lost;
  private final LogOverflow overflow =
      new LogOverflow(16, queue::remainingCapacity, () -> lost, queue::add);

  @Test
  void theMoreImportantALineIsTheLongerThereIsRoomForIt() {
    offerBulk(20);
    assertEquals(12, queue.size());
    offer(Level.DEBUG, 1);
    assertEquals(12, queue.size());
    offer(Level.INFO, 2);
    // One place has the line that says how many are missing.
    assertEquals(14, queue.size());
    offer(Level.ERROR, 1);
    assertEquals(16, queue.size());
    offer(Level.WARN, 5);
    assertEquals(16, queue.size());
  }

  @Test
  void theNumberOfMissingLinesIsSaidWhereTheyAreMissing() {
    offerBulk(17);
    assertEquals(12, drain(12).size());
    offerBulk(1);
    assertEquals(List.of("WARN action: log | result: fail | dropped: 5", "INFO line"), drain(99));
    offerBulk(1);
    assertEquals(List.of("INFO line"), drain(99));
  }

  @Test
  void linesOfManyAreTakenAgainOnlyWhenHalfOfTheQueueIsFree() {
    offerBulk(15);
    drain(3);
    offerBulk(1);
    assertEquals(9, queue.size());
    drain(2);
    offerBulk(1);
    assertEquals(9, queue.size());
    assertEquals("WARN action: log | result: fail | dropped: 4", drain(99).get(7));
  }

  @Test
  void whatIsMissingInTheEndIsSaidWhenAsked() {
    offer(Level.ERROR, 18);
    overflow.report();
    drain(16);
    overflow.report();
    overflow.report();
    assertEquals(List.of("WARN action: log | result: fail | dropped: 2"), drain(99));
  }

  @Test
  void whatWasLetInAndFoundNoRoomIsCountedToo() {
    lost = 3;
    offerBulk(1);
    assertEquals(List.of("WARN action: log | result: fail | dropped: 3", "INFO line"), drain(99));
  }

  private void offerBulk(int count) {
    offer(Level.INFO, Logging.BULK, count);
  }

  private void offer(Level level, int count) {
    offer(level, null, count);
  }

  private void offer(Level level, @Nullable Marker marker, int count) {
    for (int i = 0; i < count; i++) {
      LogEvent event =
          Log4jLogEvent.newBuilder()
              .setLevel(level)
              .setMarker(marker)
              .setMessage(new SimpleMessage("line"))
              .build();
      if (overflow.filter(event) != Filter.Result.DENY) {
        queue.add(event);
      }
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
