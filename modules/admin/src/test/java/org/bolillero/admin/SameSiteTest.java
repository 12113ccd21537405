package org.bolillero.admin;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SameSiteTest {
  private final SameSite site = new SameSite("office.internal", false);
  private final Headers headers = new Headers();
  private final RequestHead request = new RequestHead("GET", "/api/draws", "", false, headers);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "localhost",
        "LOCALHOST:1",
        "127.0.0.1",
        "127.0.0.1:12346",
        "127.9.9.9:1",
        "[::1]",
        "[::1]:12346",
        "office.internal:12346",
        "[::ffff:127.0.0.1]:1"
      })
  void ourOwnNamesAreLetIn(String host) {
    headers.add("Host", host);
    assertDoesNotThrow(() -> site.require(request));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":12346",
        "example.org",
        "localhost.example.org",
        "127.0.0.1.example.org",
        "192.0.2.1",
        "0.0.0.0",
        "[::]",
        "[",
        "[]",
        "[127.0.0.1",
        "127.0.0.1@example.org",
        "local host",
        "[::1%lo]example.org",
        "localhost,example.org"
      })
  void anyOtherNameIsKeptOut(String host) {
    headers.add("Host", host);
    assertThrows(RefusedRequestException.class, () -> site.require(request));
  }

  @Test
  void aRequestNamesOneHost() {
    assertThrows(RefusedRequestException.class, () -> site.require(request));
    headers.add("Host", "localhost");
    headers.add("Host", "localhost");
    assertThrows(RefusedRequestException.class, () -> site.require(request));
  }

  @ParameterizedTest
  @CsvSource({
    "Origin, http://localhost:12346, true",
    "Origin, HTTP://LOCALHOST:12346, true",
    "Origin, http://localhost, false",
    "Origin, http://localhost:8080, false",
    "Origin, https://localhost:12346, false",
    "Origin, http://127.0.0.1:12346, false",
    "Origin, http://example.org, false",
    "Origin, null, false",
    "Origin, '', false",
    "Sec-Fetch-Site, same-origin, true",
    "Sec-Fetch-Site, none, true",
    "Sec-Fetch-Site, cross-site, false",
    "Sec-Fetch-Site, same-site, false",
    "Sec-Fetch-Site, '', false"
  })
  void aBrowserSaysWhoseRequestItIs(String header, String value, boolean isLetIn) {
    headers.add("Host", "localhost:12346");
    headers.add(header, value);
    if (isLetIn) {
      assertDoesNotThrow(() -> site.require(request));
    } else {
      assertThrows(RefusedRequestException.class, () -> site.require(request));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /, navigate, document, true",
    "POST, /, navigate, document, false",
    "GET, /api/draws, navigate, document, false",
    "GET, /api/watch, navigate, document, false",
    "GET, /, navigate, iframe, false",
    "GET, /, no-cors, document, false",
    "GET, /, no-cors, script, false"
  })
  void aLinkElsewhereMayOpenThePage(
      String method, String path, String mode, String destination, boolean isLetIn) {
    headers.add("Host", "localhost:12346");
    headers.add("Sec-Fetch-Site", "cross-site");
    headers.add("Sec-Fetch-Mode", mode);
    headers.add("Sec-Fetch-Dest", destination);
    RequestHead link = new RequestHead(method, path, "", false, headers);
    if (isLetIn) {
      assertDoesNotThrow(() -> site.require(link));
    } else {
      assertThrows(RefusedRequestException.class, () -> site.require(link));
    }
  }

  /** A name that is somebody else's has no certificate of the office, so no browser comes by it. */
  @ParameterizedTest
  @CsvSource({
    "example.org, https://example.org, true",
    "192.0.2.1:12346, https://192.0.2.1:12346, true",
    "example.org, http://example.org, false",
    "example.org, https://another.example.org, false"
  })
  void overTlsAnyNameIsOursThatTheCertificateHas(String host, String origin, boolean isLetIn) {
    SameSite encrypted = new SameSite("office.internal", true);
    headers.add("Host", host);
    headers.add("Origin", origin);
    if (isLetIn) {
      assertDoesNotThrow(() -> encrypted.require(request));
    } else {
      assertThrows(RefusedRequestException.class, () -> encrypted.require(request));
    }
  }
}
