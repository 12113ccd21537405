package org.bolillero.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Set;
import org.bolillero.fuzz.Fuzzer;
import org.junit.jupiter.api.Test;

class SessionFuzzTest {
  @Test
  void p7WhateverAnAgencySaysItIsAnsweredAsTheModelSaysAndTheOfficeGoesOn() {
    assertEquals(
        Set.of("no bets", "bets", "drawn", "impostor"),
        Fuzzer.fuzz(
                SessionTarget.class,
                1_000,
                "org.bolillero.server",
                "org.bolillero.office",
                "org.bolillero.office.testing",
                "org.bolillero.protocol",
                "org.bolillero.lottery")
            .keySet());
  }

  @Test
  void p7p10WhateverAnAgencySaysOverTlsItSpeaksForItselfOnly() {
    assertEquals(
        Set.of("no bets", "bets", "drawn"),
        Fuzzer.fuzz(
                TlsSessionTarget.class,
                60,
                "org.bolillero.server",
                "org.bolillero.office",
                "org.bolillero.office.testing",
                "org.bolillero.protocol",
                "org.bolillero.lottery",
                "org.bolillero.tls")
            .keySet());
  }
}
