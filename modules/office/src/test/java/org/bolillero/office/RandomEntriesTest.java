package org.bolillero.office;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import org.bolillero.fuzz.Seed;
import org.bolillero.storage.LogEntry;
import org.bolillero.storage.LogException;
import org.bolillero.storage.LogException.Kind;
import org.junit.jupiter.api.Test;

/** Entries at random: read as they were written, or damaged. */
class RandomEntriesTest {
  @Test
  void everyEventIsReadAsItWasWritten() {
    Seed.run(random -> {
      for (int i = 0; i < 200; i++) {
        DrawEvent event = RandomEvents.one(random);
        assertEquals(event, DrawEventCodec.read(i, DrawEventCodec.toEntry(event)));
      }
    });
  }

  @Test
  void bytesAtRandomAreAnEventOrDamaged() {
    Seed.run(random -> {
      for (int i = 0; i < 2_000; i++) {
        byte[] bytes = bytes(DrawEventCodec.toEntry(RandomEvents.one(random)).payload());
        int kind = random.nextInt(1, 11);
        for (int changes = random.nextInt(4); changes > 0 && bytes.length > 0; changes--) {
          bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
        }
        try {
          LogEntry entry = new LogEntry(kind, 1, ByteBuffer.wrap(bytes));
          DrawEvent event = DrawEventCodec.read(42, entry);
          assertArrayEquals(bytes, bytes(DrawEventCodec.toEntry(event).payload()));
        } catch (LogException e) {
          assertEquals(Kind.DAMAGED, e.kind());
        }
      }
    });
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }
}
