package org.bolillero.admin;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Sends what it is told to, and no byte more: a client that need not know HTTP. */
final class RawClient implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 60_000;

  private final Socket socket;

  /** Has a buffer: whoever asks the system for each byte is cut off as one who reads nothing. */
  private final InputStream in;

  RawClient(int port) throws IOException {
    this(new Socket(InetAddress.getLoopbackAddress(), port));
  }

  /** One over a connection of any kind. */
  RawClient(Socket socket) throws IOException {
    this.socket = socket;
    socket.setSoTimeout(PATIENCE_MILLIS);
    in = new BufferedInputStream(socket.getInputStream());
  }

  /** Makes connections. */
  @FunctionalInterface
  interface Maker {
    RawClient connect() throws IOException;
  }

  /**
   * What came back.
   *
   * @param status the code of HTTP; 0 if no whole answer came
   * @param headers by their names in small letters
   * @param body without its chunks
   */
  record Reply(int status, Map<String, String> headers, String body) {
    JsonObject json() {
      return JsonParser.parseString(body).getAsJsonObject();
    }

    String error() {
      return json().get("error").getAsString();
    }
  }

  /** One request, one answer, one connection. */
  static Reply ask(int port, String... lines) throws IOException {
    return ask(() -> new RawClient(port), lines);
  }

  /** One request, one answer, one connection of some kind. */
  static Reply ask(Maker maker, String... lines) throws IOException {
    try (RawClient client = maker.connect()) {
      client.send(String.join("\r\n", lines));
      return client.receiveAll();
    }
  }

  /** A request with a body that closes its connection. */
  static String[] request(String method, String path, String body, String... headers) {
    String[] lines = Arrays.copyOf(headers, headers.length + 5);
    System.arraycopy(headers, 0, lines, 1, headers.length);
    lines[0] = method + " " + path + " HTTP/1.1";
    lines[headers.length + 1] = "Connection: close";
    lines[headers.length + 2] = "Content-Length: " + body.getBytes(UTF_8).length;
    lines[headers.length + 3] = "";
    lines[headers.length + 4] = body;
    return lines;
  }

  void send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(UTF_8));
  }

  /** The next byte, or -1 if the connection has ended, however that came. */
  int read() {
    try {
      return in.read();
    } catch (SocketTimeoutException e) {
      throw new AssertionError("neither answered nor ended", e);
    } catch (IOException _) {
      return -1;
    }
  }

  /** What comes up to the end of a text, or of the connection. */
  String receiveUntil(String end) {
    StringBuilder all = new StringBuilder();
    while (all.length() < end.length() || all.indexOf(end, all.length() - end.length()) < 0) {
      int next = read();
      if (next < 0) {
        break;
      }
      all.append((char) next);
    }
    return all.toString();
  }

  /** Says that there is nothing more to come. */
  void finish() throws IOException {
    socket.shutdownOutput();
  }

  /** The first answer of all that come up to the end of the connection. */
  Reply receiveFirst() {
    String all = new String(receiveBytes(), ISO_8859_1);
    int next = all.indexOf("HTTP/1.1 ", 1);
    return parsed((next < 0 ? all : all.substring(0, next)).getBytes(ISO_8859_1));
  }

  /** Everything up to the end of the connection, as one answer. */
  Reply receiveAll() {
    return parsed(receiveBytes());
  }

  /** Everything up to the end of the connection. */
  byte[] receiveBytes() {
    ByteArrayOutputStream received = new ByteArrayOutputStream();
    try {
      in.transferTo(received);
    } catch (SocketTimeoutException e) {
      throw new AssertionError("neither answered nor ended", e);
    } catch (IOException _) {
      // Reset: what came before counts.
    }
    return received.toByteArray();
  }

  private static Reply parsed(byte[] bytes) {
    String text = new String(bytes, ISO_8859_1);
    int end = text.indexOf("\r\n\r\n");
    if (end < 0) {
      return new Reply(0, Map.of(), "");
    }
    String[] lines = text.substring(0, end).split("\r\n", -1);
    Map<String, String> headers = new TreeMap<>();
    for (String line : Arrays.asList(lines).subList(1, lines.length)) {
      String[] parts = line.split(": ", 2);
      headers.put(parts[0].toLowerCase(Locale.ROOT), parts.length == 1 ? "" : parts[1]);
    }
    String body = text.substring(end + 4);
    if (headers.getOrDefault("transfer-encoding", "").equals("chunked")) {
      if (!body.endsWith("\r\n0\r\n\r\n")) {
        return new Reply(0, Map.of(), ""); // The connection was reset in between.
      }
      body = joined(body);
    }
    int status = Integer.parseInt(lines[0].split(" ", 3)[1]);
    return new Reply(status, headers, new String(body.getBytes(ISO_8859_1), UTF_8));
  }

  private static String joined(String chunks) {
    StringBuilder all = new StringBuilder();
    for (int at = 0; at < chunks.length(); ) {
      int lineEnd = chunks.indexOf("\r\n", at);
      int length = Integer.parseInt(chunks.substring(at, lineEnd), 16);
      all.append(chunks, lineEnd + 2, lineEnd + 2 + length);
      at = lineEnd + 2 + length + 2;
    }
    return all.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
