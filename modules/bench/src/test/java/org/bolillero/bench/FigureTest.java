package org.bolillero.bench;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class FigureTest {
  @Test
  void theMedianIsTheValueInTheMiddle() {
    Figure figure = new Figure("bets/s", 0).add(3).add(100).add(1);
    assertEquals(3, figure.median());
    assertEquals(1, figure.min());
    assertEquals(100, figure.max());
  }

  @Test
  void theMedianOfAnEvenNumberIsTheMeanOfTheTwoInTheMiddle() {
    assertEquals(2.5, new Figure("s", 1).add(4).add(1).add(2).add(3).median());
  }

  @Test
  void aLineHasTheNameTheValuesAndTheRemarks() {
    Figure disk = new Figure("disk", 0).add(400);
    Figure figure = new Figure("MB/s", 1).add(100).add(1234.56).add(50);
    figure.against(disk, "the disk").note("cold");
    assertArrayEquals(
        new String[] {"MB/s", "100.0", "50.0", "1,234.6", "25 % of the disk, cold"},
        figure.cells());
  }

  @Test
  void whatTheSystemDoesNotTellIsADash() {
    Figure nothing = new Figure("resident, MB", 0);
    assertArrayEquals(new String[] {"resident, MB", "-", "-", "-", ""}, nothing.cells());
    Figure figure = new Figure("MB/s", 0).add(7).against(nothing, "nothing");
    assertArrayEquals(new String[] {"MB/s", "7", "7", "7", ""}, figure.cells());
  }
}
