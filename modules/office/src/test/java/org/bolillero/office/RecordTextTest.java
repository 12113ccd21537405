package org.bolillero.office;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.Optional;
import org.bolillero.lottery.Digest;
import org.bolillero.office.DrawEvent.AgencyTotal;
import org.bolillero.office.testing.TestBets;
import org.eclipse.collections.api.factory.Lists;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordTextTest {
  private static final Digest DIGEST = TestBets.total(1, TestBets.of(1, 3, 1)).digest();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0 | 0 winners | 0 bets | 0 bets count
          1 | 1 winner  | 1 bet  | 1 bet counts
          2 | 2 winners | 2 bets | 2 bets count
          """)
  void oneIsNotCalledMany(long count, String winners, String bets, String excused) {
    AgencyTotal total = new AgencyTotal(7, count, DIGEST);
    var drawn = new DrawEvent.Drawn(42, count, DIGEST, Optional.empty());
    assertEquals("number 0042, " + winners + ", digest " + DIGEST, details(drawn));
    var sealed = new DrawEvent.Sealed(Lists.immutable.of(total), Optional.empty());
    assertEquals(
        "1 agency, " + bets + ", digest " + DrawEventCodec.digest(sealed), details(sealed));
    var excuse = new DrawEvent.Excused(total, new Decision(Instant.EPOCH, "ana", "ill"));
    assertEquals("agency 7, of which " + excused, details(excuse));
  }

  private static String details(DrawEvent.OnRecord event) {
    return RecordText.line(1, event, false).details();
  }
}
