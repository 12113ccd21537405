package org.bolillero.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.bolillero.storage.LogException;
import org.junit.jupiter.api.Test;

final class SentTest {
  private final Sent sent = new Sent();

  @Test
  void theConfirmationAloneMakesNothingDurable() throws LogException {
    Sent.Sending record = sent.add(10);
    record.confirm();
    assertFalse(sent.isSettled());
    assertEquals(10, sent.queuedBytes());
    sent.read(1);
    assertDurable(1);
  }

  @Test
  void theReadingAloneMakesNothingDurable() throws LogException {
    Sent.Sending record = sent.add(10);
    sent.read(1);
    assertFalse(sent.isSettled());
    assertEquals(10, sent.queuedBytes());
    record.confirm();
    assertDurable(1);
  }

  private void assertDurable(long number) throws LogException {
    sent.awaitDurable(number);
    assertTrue(sent.isSettled());
    assertEquals(0, sent.queuedBytes());
  }

  @Test
  void nothingIsDurableBeforeWhatWasSentBeforeIt() throws LogException {
    Sent.Sending first = sent.add(1);
    Sent.Sending second = sent.add(2);
    assertEquals(1, first.number());
    assertEquals(2, second.number());
    second.confirm();
    sent.read(1);
    sent.read(2);
    assertEquals(3, sent.queuedBytes());
    first.confirm();
    assertDurable(2);
  }

  @Test
  void aFailureIsFinalForAllThatIsNotDurable() throws LogException {
    Sent.Sending first = sent.add(1);
    first.confirm();
    sent.read(1);
    Sent.Sending second = sent.add(2);
    assertTrue(sent.fail(failure(LogException.Kind.TAKEN_OVER)));
    assertFalse(sent.fail(failure(LogException.Kind.FAILED)));
    second.confirm();
    sent.read(2);
    assertTrue(sent.isSettled());
    assertTrue(sent.hasFailed());
    assertEquals(0, sent.queuedBytes());
    sent.awaitDurable(1);
    assertEquals(
        LogException.Kind.TAKEN_OVER,
        assertThrows(LogException.class, () -> sent.awaitDurable(2)).kind());
    assertEquals(
        LogException.Kind.TAKEN_OVER, assertThrows(LogException.class, () -> sent.add(1)).kind());
  }

  private static LogException failure(LogException.Kind kind) {
    return new LogException(kind, "as planned");
  }
}
