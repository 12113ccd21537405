package org.bolillero.lottery;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class BetFieldTest {
  @Test
  void theFieldsKeepTheirCodesAndTheOrderOfAnAgencysFile() {
    assertEquals(
        List.of("1 first name", "2 last name", "3 document", "4 birth date", "5 number"),
        Arrays.stream(BetField.values()).map(field -> field.code() + " " + field).toList());
  }
}
