package org.bolillero.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Set;
import org.bolillero.fuzz.Fuzzer;
import org.junit.jupiter.api.Test;

class ProtocolFuzzTest {
  @Test
  void howeverAStreamIsCutItsFramesAreTheSame() {
    assertEquals(
        Set.of(
            "end",
            "end within a frame",
            "end within a length",
            "length above the limit",
            "length zero"),
        Fuzzer.fuzz(FramesTarget.class, 6_000, "org.bolillero.protocol").keySet());
  }

  @Test
  void aBodyIsRefusedOrAMessageOfExactlyTheseBytes() {
    assertEquals(
        1 + Messages.KINDS.size(),
        Fuzzer.fuzz(MessageTarget.class, 40_000, "org.bolillero.protocol", "org.bolillero.lottery")
            .size());
  }
}
