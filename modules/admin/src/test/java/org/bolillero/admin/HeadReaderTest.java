package org.bolillero.admin;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeadReaderTest {
  private static InputStream bytes(String text) {
    return new ByteArrayInputStream(text.getBytes(ISO_8859_1));
  }

  private static RequestHead read(String text) throws Exception {
    return HeadReader.read(bytes(text));
  }

  @Test
  void aHeadIsReadAndNoByteMore() throws Exception {
    InputStream in =
        bytes("POST /api/draws?x=1 HTTP/1.1\r\nHost: a\r\nX:b \r\nx:\t c\r\nEmpty:\r\n\r\n{}");
    RequestHead head = HeadReader.read(in);
    assertEquals("POST", head.method());
    assertEquals("/api/draws", head.path());
    assertFalse(head.isOld());
    assertEquals(List.of("b", "c"), head.headers().all("X"));
    assertEquals(List.of(""), head.headers().all("empty"));
    assertEquals(List.of(), head.headers().all("none"));
    assertEquals("{}", new String(in.readAllBytes(), ISO_8859_1));
  }

  @Test
  void linesMayEndWithoutACarriageReturnAndMayBeginWithEmptyOnes() throws Exception {
    RequestHead head = read("\r\n\nGET / HTTP/1.0\nHost: a\n\n");
    assertTrue(head.isOld());
    assertTrue(head.isLast());
    assertEquals(List.of("a"), head.headers().all("Host"));
  }

  @Test
  void aPathMayStandBehindAHost() throws Exception {
    assertEquals("/api/draws", read("GET http://a/api/draws HTTP/1.1\r\n\r\n").path());
  }

  @Test
  void aSenderSaysWhetherItGoesOn() throws Exception {
    assertFalse(read("GET / HTTP/1.1\r\n\r\n").isLast());
    assertTrue(read("GET / HTTP/1.1\r\nConnection: Close\r\n\r\n").isLast());
    assertTrue(read("GET / HTTP/1.1\r\nExpect: 100-Continue\r\n\r\n").expectsToContinue());
    assertFalse(read("GET / HTTP/1.0\r\nExpect: 100-continue\r\n\r\n").expectsToContinue());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /",
        "GET  / HTTP/1.1",
        " GET / HTTP/1.1",
        "GET / HTTP/1.1 ",
        "GET / HTTP/2.0",
        "GET / http/1.1",
        "G(T / HTTP/1.1",
        "GET /\u0001 HTTP/1.1",
        "GET /\u00e9 HTTP/1.1",
        "GET /% HTTP/1.1",
        "CONNECT a:1 HTTP/1.1",
        "GET / HTTP/1.1\r\nno header",
        "GET / HTTP/1.1\r\n folded: x",
        "GET / HTTP/1.1\r\nX : y",
        "GET / HTTP/1.1\r\n: y",
        "GET / HTTP/1.1\r\nX: a\rb",
        "GET / HTTP/1.1\r\nX: a\u0000b"
      })
  void whatIsNoHeadIsRefused(String head) {
    assertThrows(RefusedRequestException.class, () -> read(head + "\r\n\r\n"));
  }

  @Test
  void aHeadHasALimit() throws Exception {
    String start = "GET / HTTP/1.1\r\nX: ";
    read(start + "x".repeat(AdminLimits.HEAD_BYTES_MAX - 100) + "\r\n\r\n");
    String tooLong = start + "x".repeat(AdminLimits.HEAD_BYTES_MAX);
    assertThrows(IOException.class, () -> read(tooLong));
    assertThrows(IOException.class, () -> read("\n".repeat(3) + tooLong));
    String one = "X: y\r\n";
    read("GET / HTTP/1.1\r\n" + one.repeat(AdminLimits.HEADERS_MAX) + "\r\n");
    String tooMany = "GET / HTTP/1.1\r\n" + one.repeat(AdminLimits.HEADERS_MAX + 1) + "\r\n";
    assertThrows(IOException.class, () -> read(tooMany));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 10, 16, 20, 26, 27})
  void aHeadThatBreaksOffIsNone(int length) {
    String whole = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
    assertThrows(IOException.class, () -> read(whole.substring(0, whole.length() - length)));
  }
}
