package org.bolillero.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class OfficesTest {
  private final Offices offices = new Offices(ServerAddresses.parse("a:1,b:2,c:3"));

  @Test
  void theyAreTriedInTurn() {
    for (String address : new String[] {"a:1", "b:2", "c:3", "a:1"}) {
      assertEquals(address, offices.current().toString());
      offices.failed("away");
    }
  }

  @Test
  void theOneThatHasAnsweredLastKeepsItsTurn() {
    offices.failed("away");
    offices.answered();
    assertEquals("b:2", offices.current().toString());
    assertEquals("[c:3, a:1, b:2]", offices.nextOnes().toString());
  }

  @Test
  void anotherOfficeIsNewsAndTheSameOneOrTheOnlyOneIsNot() {
    assertTrue(offices.answered());
    assertFalse(offices.answered());
    offices.failed("lost");
    assertTrue(offices.answered());
    assertFalse(new Offices(ServerAddresses.parse("a:1")).answered());
  }

  @Test
  void whichAddressOfANameComesFirstIsCountedForEachOffice() {
    offices.silent();
    offices.failed("silent");
    assertEquals(0, offices.firstAddress());
    offices.failed("away");
    offices.failed("away");
    assertEquals(1, offices.firstAddress());
  }

  @Test
  void eachUnansweredGreetingExcusesOnce() {
    assertFalse(offices.excuseSuperseded());
    offices.greetingUnanswered();
    offices.failed("silent");
    assertTrue(offices.excuseSuperseded());
    assertFalse(offices.excuseSuperseded());
  }

  @Test
  void eachThatHasFailedIsNamedWithItsLastProblem() {
    offices.failed("busy");
    offices.failed("away");
    assertEquals("a:1: busy; b:2: away", offices.problems());
    offices.failed("lost");
    offices.failed("away");
    assertEquals("a:1: away; b:2: away; c:3: lost", offices.problems());
  }
}
