package org.bolillero.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.apache.logging.log4j.message.Message;
import org.apache.logging.log4j.message.ParameterizedMessage;
import org.apache.logging.log4j.message.SimpleMessage;
import org.junit.jupiter.api.Test;

class LineFieldsTest {
  private static void assertFields(Message message, LineFields.Field... expected) {
    assertEquals(List.of(expected), LineFields.of(message));
  }

  private static LineFields.Field field(String key, Object value) {
    return new LineFields.Field(key, value);
  }

  private static Message line(String pattern, Object... parameters) {
    return new ParameterizedMessage(pattern, parameters);
  }

  @Test
  void aLineWithoutParametersHasItsKeys() {
    assertFields(
        new SimpleMessage("action: sorteo | result: success"),
        field("action", "sorteo"),
        field("result", "success"));
  }

  @Test
  void numbersAndTruthValuesStayWhatTheyAre() {
    assertFields(
        line("action: {} | cantidad: {} | por: {} | tls: {}", "log", 12L, '7', true),
        field("action", "log"),
        field("cantidad", 12L),
        field("por", "7"),
        field("tls", true));
  }

  @Test
  void aValueMayBeMadeOfSeveralParametersAndWords() {
    assertFields(
        line("motivo: apuesta {}: {}, twice | agencia: {}", 3, "wrong", 5),
        field("motivo", "apuesta 3: wrong, twice"),
        field("agencia", 5));
  }

  @Test
  void whatStandsInAParameterMakesNoKey() {
    String typed = "none | result: success | sorteo: 9 {}";
    assertFields(
        line("result: fail | motivo: {} | sorteo: {}", typed, 1),
        field("result", "fail"),
        field("motivo", typed),
        field("sorteo", 1));
  }

  @Test
  void aMissingParameterLeavesItsPlace() {
    assertFields(line("motivo: {} | sorteo: {}", "x"), field("motivo", "x"), field("sorteo", "{}"));
  }

  @Test
  void anotherFormHasNoFields() {
    assertFields(new SimpleMessage("ready"));
    assertFields(new SimpleMessage("action: log | ready"));
    assertFields(new SimpleMessage(""));
  }
}
