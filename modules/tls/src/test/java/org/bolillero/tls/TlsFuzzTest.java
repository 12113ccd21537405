package org.bolillero.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Set;
import org.bolillero.fuzz.Fuzzer;
import org.junit.jupiter.api.Test;

class TlsFuzzTest {
  @Test
  void p7p10HoweverRecordsAreBrokenNothingIsReadButWhatWasSent() {
    assertEquals(
        Set.of("refused", "broken", "short", "whole"),
        Fuzzer.fuzz(BrokenTlsTarget.class, 500, "org.bolillero.tls").keySet());
  }
}
