package org.bolillero.admin;

import static java.util.Objects.requireNonNullElse;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the head of a request: its line, and its headers. */
final class HeadReader {
  private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
  private static final Pattern REQUEST_LINE =
      Pattern.compile("(?<method>" + TOKEN + ") (?<target>[!-~]+) (?<version>HTTP/1\\.[01])");
  private static final Pattern HEADER =
      Pattern.compile("(?<name>" + TOKEN + "):[ \\t]*(?<value>[\\t -~\\x80-\\xff]*)");

  private HeadReader() {}

  /**
   * Reads a head, and no byte more.
   *
   * @throws RefusedRequestException if it is not one of HTTP
   * @throws IOException if the connection breaks, or if it has more than any request needs
   */
  static RequestHead read(InputStream in) throws IOException, RefusedRequestException {
    LineReader lines = new LineReader(in, AdminLimits.HEAD_BYTES_MAX);
    String first = lines.read();
    while (first.isEmpty()) {
      first = lines.read(); // Some clients end a body with a line that does not count.
    }
    Matcher line = REQUEST_LINE.matcher(first);
    if (!line.matches()) {
      throw RefusedRequestException.bad(
          "expected a request such as GET /api/draws HTTP/1.1, found " + Found.of(first));
    }
    URI target = target(line.group("target"));
    Headers headers = headers(lines);
    return new RequestHead(
        line.group("method"),
        target.getRawPath(),
        requireNonNullElse(target.getRawQuery(), ""),
        line.group("version").equals("HTTP/1.0"),
        headers);
  }

  private static URI target(String target) throws RefusedRequestException {
    try {
      URI uri = new URI(target);
      if (uri.getRawPath() != null) {
        return uri;
      }
    } catch (URISyntaxException _) {
      // Said below.
    }
    throw RefusedRequestException.bad(
        "expected a path such as /api/draws, found " + Found.of(target));
  }

  private static Headers headers(LineReader lines) throws IOException, RefusedRequestException {
    Headers headers = new Headers();
    int count = 0;
    for (String line = lines.read(); !line.isEmpty(); line = lines.read()) {
      if (++count > AdminLimits.HEADERS_MAX) {
        throw new IOException("more headers than " + AdminLimits.HEADERS_MAX);
      }
      Matcher header = HEADER.matcher(line);
      if (!header.matches()) {
        throw RefusedRequestException.bad("expected a header, found " + Found.of(line));
      }
      headers.add(header.group("name"), header.group("value").strip());
    }
    return headers;
  }
}
