package org.bolillero.lottery;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Set;
import org.bolillero.fuzz.Fuzzer;
import org.junit.jupiter.api.Test;

class BatchFuzzTest {
  @Test
  void anyBytesAreNoBatchOrJudgedByTheRules() {
    assertEquals(
        Set.of(
            "malformed",
            "valid",
            "bad first name",
            "bad last name",
            "bad document",
            "bad birth date",
            "bad number"),
        Fuzzer.fuzz(BatchTarget.class, 25_000, "org.bolillero.lottery").keySet());
  }
}
