package org.bolillero.office;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.eclipse.collections.api.set.primitive.ImmutableIntSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AgencyReaderTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1          | 1
          1-5        | 1,2,3,4,5
          1-3,7      | 1,2,3,7
          7,1-3      | 1,2,3,7
          ' 1-2 , 4' | 1,2,4
          3-3        | 3
          1-3,2-4,3  | 1,2,3,4
          007        | 7
          999999999  | 999999999
          """)
  void numbersAndRangesAreRead(String text, String expected) {
    int[] agencies = Arrays.stream(expected.split(",")).mapToInt(Integer::parseInt).toArray();
    assertEquals(
        Arrays.toString(agencies), Arrays.toString(AgencyReader.read(text).toSortedArray()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        ",",
        "1,",
        ",1",
        "0",
        "0-3",
        "-1",
        "1-",
        "-",
        "3-1",
        "1-2-3",
        "1,,2",
        "a",
        "1-b",
        "1.5",
        "+1",
        "1 - 3",
        "1000000000",
        "99999999999999999999",
        "٣",
        "1;2"
      })
  void anythingElseIsRefusedAndQuoted(String text) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> AgencyReader.read(text)).getMessage();
    assertEquals(
        "expected numbers from 1 to 999999999 and ranges of them, such as 1-3,7, found '"
            + text
            + "'",
        message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1-65536", "1-65536,7", "1-40000,20000-65536,1"})
  void asManyAgenciesAsADrawCanHaveAreRead(String text) {
    ImmutableIntSet agencies = AgencyReader.read(text);
    assertEquals(AgencyReader.AGENCIES_MAX, agencies.size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"1-65537", "1-65536,70000", "1-999999999", "2-999999998,1"})
  void moreAgenciesAreRefused(String text) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> AgencyReader.read(text)).getMessage();
    assertEquals("expected at most 65536 agencies, found more in '" + text + "'", message);
  }

  @Test
  void aVeryLongListIsReadAsOne() {
    assertTrue(AgencyReader.read("1,".repeat(10_000) + "2").containsAll(1, 2));
  }
}
