package org.bolillero.office;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names and reasons stand in the log for ever, and in every list: they are plain text. */
class DecisionTest {
  @ParameterizedTest
  @ValueSource(strings = {"a", "ana", "ana.paz", "ana_2", "a-b", "0", ".", "officer"})
  void aNameThatIsOneStandsAsItIs(String name) throws Exception {
    assertEquals(name, Decision.checkName(name));
  }

  @Test
  void aNameIsInLowerCase() throws Exception {
    assertEquals("ana.paz", Decision.checkName("Ana.PAZ"));
    assertEquals("i", Decision.checkName("I")); // Also where people write Turkish.
    assertEquals("x".repeat(64), Decision.checkName("X".repeat(64)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "ana paz",
        "ana\n",
        "ana,eva",
        "é",
        "an\u0000a",
        "office",
        "Office",
        "a/b"
      })
  void aNameThatIsNoneIsRefused(String name) {
    DecisionException refused =
        assertThrows(DecisionException.class, () -> Decision.checkName(name));
    assertEquals(DecisionException.Kind.INVALID, refused.kind());
    assertTrue(
        refused
            .getMessage()
            .startsWith(
                "official: expected a name of 1 to 64 letters, digits, dots, hyphens and"
                    + " underscores, not 'office', found '"),
        refused.getMessage());
    assertFalse(refused.getMessage().contains("\n"));
  }

  @Test
  void aNameThatIsTooLongIsRefused() {
    assertThrows(DecisionException.class, () -> Decision.checkName("x".repeat(65)));
  }

  @Test
  void aReasonIsAnyTextInOneLine() throws Exception {
    assertEquals("se cortó la luz en 東京 😀", Decision.checkReason("se cortó la luz en 東京 😀"));
    assertEquals("the end", Decision.checkReason("  the end\n"));
    assertEquals("é".repeat(500), Decision.checkReason("é".repeat(500)));
  }

  static Iterable<Supplier<String>> badReasons() {
    return List.of(
        () -> "",
        () -> "  \t\n",
        () -> "x".repeat(501),
        () -> "two\nlines",
        () -> "a\u0007bell",
        () -> "a\u001b[31mcolour",
        () -> "a\u0085b",
        () -> "a\u2028b",
        () -> "a\u2029b",
        () -> "a\u202eb", // Would turn the rest of the line around.
        () -> "a\u200bb",
        () -> "half a character \ud83d",
        () -> "\ude00 half a character");
  }

  @ParameterizedTest
  @MethodSource("badReasons")
  void aReasonThatIsNoneIsRefusedAndShownWithoutHarm(Supplier<String> reason) {
    DecisionException refused =
        assertThrows(DecisionException.class, () -> Decision.checkReason(reason.get()));
    assertEquals(DecisionException.Kind.INVALID, refused.kind());
    assertTrue(
        refused
            .getMessage()
            .startsWith("reason: expected 1 to 500 characters and no control characters, found '"),
        refused.getMessage());
    assertTrue(
        refused.getMessage().chars().noneMatch(each -> Character.isISOControl(each)),
        refused.getMessage());
    assertTrue(refused.getMessage().length() < 600);
  }
}
