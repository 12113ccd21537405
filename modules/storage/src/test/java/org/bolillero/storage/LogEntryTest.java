package org.bolillero.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class LogEntryTest {
  @Test
  void aKindHasRoomInOneByteAndIsNotZero() {
    ByteBuffer payload = ByteBuffer.allocate(0);
    assertEquals(1, new LogEntry(1, 0, payload).kind());
    assertEquals(255, new LogEntry(255, 0, payload).kind());
    assertThrows(IllegalArgumentException.class, () -> new LogEntry(0, 0, payload));
    assertThrows(IllegalArgumentException.class, () -> new LogEntry(256, 0, payload));
  }

  @Test
  void thePayloadIsWhatRemainedInTheBufferThen() {
    ByteBuffer buffer = ByteBuffer.wrap(new byte[] {1, 2, 3, 4}).position(1).limit(3);
    LogEntry entry = new LogEntry(1, 0, buffer);
    buffer.clear();
    assertEquals(ByteBuffer.wrap(new byte[] {2, 3}), entry.payload());
  }
}
