package org.bolillero.admin;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.bolillero.fuzz.Fuzzer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class AdminFuzzTest {
  @Test
  void p7WhateverIsSentIsAnsweredOrEndedAndChangesNothingThatIsNotAccepted() {
    Map<String, Integer> outcomes = Fuzzer.fuzz(AdminTarget.class, 1_500, "org.bolillero.admin");
    assertTrue(outcomes.keySet().containsAll(List.of("ended", "400")), outcomes::toString);
  }

  @Test
  @Tag("long")
  void p7p10OverTlsStrangersAreNeverAnsweredAndOfficialsAsEver() {
    Map<String, Integer> outcomes =
        Fuzzer.fuzz(TlsAdminTarget.class, 200, "org.bolillero.admin", "org.bolillero.tls");
    assertTrue(
        outcomes.keySet().containsAll(List.of("stranger", "200", "400")), outcomes::toString);
  }
}
