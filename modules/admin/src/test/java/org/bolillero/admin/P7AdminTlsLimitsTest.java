package org.bolillero.admin;

import static org.bolillero.fuzz.Patience.await;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The same over TLS, and what can go wrong before there is any. */
@Tag("long")
class P7AdminTlsLimitsTest extends P7AdminLimitsTest {
  /** The first bytes of a greeting of TLS, which says that 200 bytes follow. */
  private static final String GREETING = "\u0016\u0003\u0001\u0000@\u0001\u0000\u0000<";

  @Override
  TestOffice newOffice() throws Exception {
    return new TestCertificates(folder).open(folder);
  }

  /** Whoever does not know TLS. */
  private RawClient stranger() throws IOException {
    return kept(new RawClient(office.port()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\u0016",
        GREETING,
        "\u0000\u0000\u0000\u0000\u0000",
        "GET /api/draws HTTP/1.1\r\nHost: localhost\r\n\r\n",
        "\u0015\u0003\u0003\u0000\u0002\u0002(",
        "\u0017\u0003\u0003\u0000\u0001x"
      })
  void aHandshakeThatDoesNotEndIsEnded(String start) throws Exception {
    RawClient stranger = stranger();
    stranger.send(start);
    assertAnswers();
    assertNotEquals(200, stranger.receiveAll().status());
  }

  @Test
  void aHandshakeThatDripsIsEnded() throws Exception {
    RawClient dripping = stranger();
    dripping.send(GREETING);
    await()
        .until(() -> {
          try {
            dripping.send("\u0000");
            return false;
          } catch (IOException _) {
            return true;
          }
        });
    assertAnswers();
  }

  @Test
  void manyWhoNeverEndTheirHandshakesKeepNobodyOutForLong() throws Exception {
    for (int i = 0; i < 200; i++) {
      try {
        stranger().send(GREETING);
      } catch (IOException _) {
        // It is one too many.
      }
    }
    assertAnswers();
  }
}
