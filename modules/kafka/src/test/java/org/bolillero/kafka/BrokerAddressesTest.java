package org.bolillero.kafka;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.bolillero.storage.LogException;
import org.bolillero.storage.LogException.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class BrokerAddressesTest {
  @ParameterizedTest
  @CsvSource({
    "a:1, a:1",
    "'kafka-1.example:9092,kafka_2:65535', 'kafka-1.example:9092 kafka_2:65535'",
    "127.0.0.1:9092, 127.0.0.1:9092",
    "'[::1]:9092', ::1:9092",
  })
  void hostsAndPortsAreTaken(String text, String expected) throws Exception {
    assertEquals(
        expected,
        BrokerAddresses.parse(text)
            .all()
            .collect(each -> each.getHostString() + ":" + each.getPort())
            .makeString(" "));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ",",
        "a",
        "a:",
        ":1",
        "a:0",
        "a:65536",
        "a:1,",
        ",a:1",
        "a:1,,b:2",
        "a:1;b:2",
        "a:+1",
        "a:1 ",
        " a:1",
        "a b:1",
        "::1:9092",
        "[]:1",
        "[:1",
        "http://a:1",
        "a:999999999999",
        "a:-1",
        "ñ:1",
        "a:1, b:2"
      })
  void anythingElseIsRefusedAndNamed(String text) {
    LogException refused = assertThrows(LogException.class, () -> BrokerAddresses.parse(text));
    assertEquals(Kind.UNSUITABLE, refused.kind());
    assertTrue(
        refused.getMessage().startsWith("kafka: expected HOST:PORT,HOST:PORT,…, found '"),
        refused.getMessage());
    assertTrue(refused.getMessage().endsWith(" in '" + text + "'"), refused.getMessage());
  }

  @Test
  void oneHostThatIsKnownIsEnough() throws Exception {
    assertTrue(BrokerAddresses.parse("nobody.invalid:1,127.0.0.1:2").isAnyKnown());
    assertFalse(BrokerAddresses.parse("nobody.invalid:1").isAnyKnown());
  }
}
