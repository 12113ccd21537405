package org.bolillero.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Set;
import org.bolillero.fuzz.Fuzzer;
import org.junit.jupiter.api.Test;

class BetFileFuzzTest {
  @Test
  void aFileHasBetsOrALineWithAReason() {
    assertEquals(
        Set.of(
            "bets",
            "cut",
            "no bets",
            "first name",
            "last name",
            "document",
            "birth date",
            "number",
            "expected 5 fields",
            "expected fields of less than 64 KiB whose quotes are closed"),
        Fuzzer.fuzz(
                BetFileTarget.class,
                2_500,
                "org.bolillero.client",
                "org.bolillero.lottery",
                "org.bolillero.protocol",
                "de.siegmar.fastcsv.reader",
                "de.siegmar.fastcsv.util")
            .keySet());
  }
}
