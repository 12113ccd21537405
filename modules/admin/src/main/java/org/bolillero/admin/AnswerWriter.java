package org.bolillero.admin;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Writes answers as HTTP. */
final class AnswerWriter {
  private static final Map<Integer, String> WORDS =
      Map.ofEntries(
          Map.entry(Answer.OK, "OK"),
          Map.entry(Answer.CREATED, "Created"),
          Map.entry(RefusedRequestException.BAD_REQUEST, "Bad Request"),
          Map.entry(RefusedRequestException.UNAUTHORIZED, "Unauthorized"),
          Map.entry(RefusedRequestException.FORBIDDEN, "Forbidden"),
          Map.entry(RefusedRequestException.NOT_FOUND, "Not Found"),
          Map.entry(RefusedRequestException.METHOD_NOT_ALLOWED, "Method Not Allowed"),
          Map.entry(RefusedRequestException.CONFLICT, "Conflict"),
          Map.entry(RefusedRequestException.TOO_LARGE, "Content Too Large"),
          Map.entry(RefusedRequestException.NO_JSON, "Unsupported Media Type"),
          Map.entry(RefusedRequestException.INTERNAL, "Internal Server Error"),
          Map.entry(RefusedRequestException.NOT_IMPLEMENTED, "Not Implemented"),
          Map.entry(RefusedRequestException.UNAVAILABLE, "Service Unavailable"));

  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT);

  /**
   * What keeps a browser from doing with an answer what it is not made for. The page has files of
   * this office only, writes texts as texts, and is in no other page.
   */
  private static final Map<String, String> FOR_BROWSERS =
      Map.of(
          "Content-Security-Policy",
          "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
              + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none';"
              + " require-trusted-types-for 'script'; trusted-types 'none'",
          "X-Content-Type-Options",
          "nosniff",
          "X-Frame-Options",
          "DENY",
          "Referrer-Policy",
          "no-referrer",
          "Cross-Origin-Opener-Policy",
          "same-origin",
          "Cross-Origin-Resource-Policy",
          "same-origin");

  private final OutputStream out;

  AnswerWriter(OutputStream out) {
    this.out = out;
  }

  /** Tells a sender that its body is wanted. */
  void writeContinue() throws IOException {
    out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(US_ASCII));
    out.flush();
  }

  /**
   * Writes an answer. When this returns, the system has all of it.
   *
   * @param isLast whether the connection ends behind it
   * @param hasBody whether its body is wanted
   * @param isOld whether its receiver knows no chunks
   */
  void write(Answer answer, boolean isLast, boolean hasBody, boolean isOld) throws IOException {
    Map<String, String> headers = new TreeMap<>(answer.headers());
    headers.put("Date", DATE.format(ZonedDateTime.now(ZoneOffset.UTC)));
    headers.put("Content-Type", answer.type());
    headers.put("Cache-Control", "no-store");
    headers.putAll(FOR_BROWSERS);
    if (isLast) {
      headers.put("Connection", "close");
    }
    boolean isChunked = hasBody && !isOld;
    if (isChunked) {
      headers.put("Transfer-Encoding", "chunked");
    }
    StringBuilder head = new StringBuilder("HTTP/1.1 ");
    head.append(answer.status()).append(' ').append(WORDS.get(answer.status())).append("\r\n");
    headers.forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
    out.write(head.append("\r\n").toString().getBytes(US_ASCII));
    if (isChunked) {
      ChunkedOutput chunks = new ChunkedOutput(out);
      writeBody(answer, chunks);
      chunks.close();
    } else if (hasBody) {
      writeBody(answer, out);
    }
    out.flush();
  }

  /** A body that breaks off must not look like one that has ended: nothing is closed here. */
  private static void writeBody(Answer answer, OutputStream body) throws IOException {
    OutputStream buffer = new BufferedOutputStream(body);
    answer.body().writeTo(buffer);
    buffer.flush();
  }
}
