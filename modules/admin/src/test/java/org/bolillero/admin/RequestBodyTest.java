package org.bolillero.admin;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestBodyTest {
  private final AtomicInteger ends = new AtomicInteger();

  /** The body of a request whose headers are in a text, and what comes behind them. */
  private RequestBody body(String headers, InputStream in) throws Exception {
    String head = "POST / HTTP/1.1\r\n" + headers + "\r\n";
    RequestHead read = HeadReader.read(new ByteArrayInputStream(head.getBytes(ISO_8859_1)));
    return RequestBody.of(read, in, ends::incrementAndGet);
  }

  private static InputStream bytes(String text) {
    return new ByteArrayInputStream(text.getBytes(ISO_8859_1));
  }

  private void assertReads(String expected, String rest, String headers, String sent)
      throws Exception {
    InputStream in = bytes(sent);
    RequestBody body = body(headers, in);
    StringBuilder single = new StringBuilder();
    for (int next = body.read(); next >= 0; next = body.read()) {
      single.append((char) next);
    }
    assertEquals(expected, single.toString());
    assertTrue(body.isEnded());
    assertEquals(-1, body.read(new byte[9], 0, 9));
    assertEquals(1, ends.getAndSet(0));
    assertEquals(rest, new String(in.readAllBytes(), ISO_8859_1));
    byte[] atOnce = body(headers, bytes(sent)).readAllBytes();
    assertEquals(expected, new String(atOnce, ISO_8859_1));
    assertEquals(1, ends.getAndSet(0));
  }

  @Test
  void aBodyIsReadToItsEndAndNotBeyond() throws Exception {
    assertReads("", "abc", "", "abc");
    assertReads("", "abc", "Content-Length: 0\r\n", "abc");
    assertReads("ab", "c", "Content-Length: 2\r\n", "abc");
    String chunked = "Transfer-Encoding: Chunked\r\n";
    assertReads("", "x", chunked, "0\r\n\r\nx");
    assertReads("ab", "x", chunked, "2\r\nab\r\n0\r\n\r\nx");
    assertReads("a0123456789b", "x", chunked, "1\na\n0A;y=z\r\n0123456789\r\n01\nb\n0\nT: v\n\nx");
  }

  @Test
  void nothingIsReadBeforeItIsAskedFor() throws Exception {
    RequestBody body = body("Content-Length: 2\r\n", bytes(""));
    assertFalse(body.isEnded());
    assertEquals(2, body.length().orElseThrow());
    assertEquals(0, ends.get());
    assertThrows(IOException.class, body::read);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2",
        "2\r\na",
        "2\r\nab",
        "2\r\nabc\r\n0\r\n\r\n",
        "-1\r\n",
        "\r\n",
        "x\r\n",
        "fffffffff\r\n",
        "0\r\n",
        "0\r\nX: y\r\n"
      })
  void chunksThatAreNoneEndTheConnection(String sent) throws Exception {
    RequestBody body = body("Transfer-Encoding: chunked\r\n", bytes(sent));
    assertThrows(IOException.class, body::readAllBytes);
    assertFalse(body.isEnded());
  }

  @Test
  void theLineOfAChunkHasALimit() throws Exception {
    String sent = "1;" + "x".repeat(300) + "\r\na\r\n0\r\n\r\n";
    RequestBody body = body("Transfer-Encoding: chunked\r\n", bytes(sent));
    assertThrows(IOException.class, body::readAllBytes);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Content-Length: -1                                  | 400
          Content-Length: +1                                  | 400
          Content-Length: 1x                                  | 400
          Content-Length:                                     | 400
          Content-Length: 9223372036854775808                 | 400
          Content-Length: 1~Content-Length: 1                 | 400
          Content-Length: 1~Transfer-Encoding: chunked        | 400
          Transfer-Encoding: gzip                             | 501
          Transfer-Encoding: gzip, chunked                    | 501
          Transfer-Encoding: chunked~Transfer-Encoding: chunked | 501
          """)
  void aBodyHasOneLength(String headers, int status) {
    String lines = headers.replace("~", "\r\n") + "\r\n";
    RefusedRequestException refused =
        assertThrows(RefusedRequestException.class, () -> body(lines, bytes("")));
    assertEquals(status, refused.answer().status());
  }
}
