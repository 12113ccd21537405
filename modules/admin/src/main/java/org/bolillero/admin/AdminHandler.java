package org.bolillero.admin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonWriter;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.bolillero.office.DecisionException;
import org.bolillero.office.OfficeEvent;
import org.bolillero.office.OfficeListener;
import org.bolillero.storage.LogException;

/**
 * Answers requests. Thread-safe: each request has a thread of its own.
 *
 * <p>What a request has to pass, in this order; whatever it fails at is its answer:
 *
 * <table>
 * <caption>Checks</caption>
 * <tr><th>check</th><th>answer</th></tr>
 * <tr><td>it comes from no page of another site</td><td>403</td></tr>
 * <tr><td>its path names something</td><td>404</td></tr>
 * <tr><td>that has this method</td><td>405</td></tr>
 * <tr><td>if it changes something: it has the token</td><td>401</td></tr>
 * <tr><td>… its body is JSON</td><td>415</td></tr>
 * <tr><td>… and not too large</td><td>413</td></tr>
 * <tr><td>… and has the right fields</td><td>400</td></tr>
 * <tr><td>the office is not being stopped</td><td>503</td></tr>
 * <tr><td>there is such a draw; its state allows the decision</td><td>404, 409</td></tr>
 * <tr><td>the log takes it</td><td>503</td></tr>
 * </table>
 */
final class AdminHandler implements HttpHandler {
  private static final String JSON = "application/json";

  private final SameSite site;
  private final AdminToken token;
  private final DrawsApi api;
  private final OfficeListener listener;

  /** Read by requests while they use the draws; written by the end, which never gives it back. */
  private final ReadWriteLock inUse = new ReentrantReadWriteLock();

  AdminHandler(SameSite site, AdminToken token, DrawsApi api, OfficeListener listener) {
    this.site = site;
    this.token = token;
    this.api = api;
    this.listener = listener;
  }

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Answer answer = answer(exchange);
      try {
        send(answer, exchange);
      } finally {
        answer.onEnd().run();
      }
    }
  }

  /**
   * Takes no further requests, and waits until nobody uses the draws any more.
   *
   * @return whether nobody does
   */
  boolean close(Duration limit) {
    try {
      return inUse.writeLock().tryLock(limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private Answer answer(HttpExchange exchange) throws IOException {
    try {
      return allowed(exchange);
    } catch (RefusedRequestException e) {
      return e.answer();
    } catch (DecisionException e) {
      return refusal(e).answer();
    } catch (LogException e) {
      return new RefusedRequestException(
              RefusedRequestException.UNAVAILABLE, requireNonNull(e.getMessage()))
          .answer();
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return RefusedRequestException.busy("the office is stopping").answer();
    } catch (RuntimeException e) {
      listener.on(new OfficeEvent.ConnectionDefect(Thread.currentThread().getName(), e));
      return new RefusedRequestException(
              RefusedRequestException.INTERNAL, "internal error; the office's log has more")
          .answer();
    }
  }

  private static RefusedRequestException refusal(DecisionException e) {
    return switch (e.kind()) {
      case NOT_FOUND ->
          new RefusedRequestException(RefusedRequestException.NOT_FOUND, e.getMessage());
      case INVALID -> RefusedRequestException.bad(e.getMessage());
      case CONFLICT ->
          new RefusedRequestException(RefusedRequestException.CONFLICT, e.getMessage());
      case BUSY -> RefusedRequestException.busy(e.getMessage());
    };
  }

  private Answer allowed(HttpExchange exchange)
      throws IOException,
          RefusedRequestException,
          DecisionException,
          LogException,
          InterruptedException {
    Headers headers = exchange.getRequestHeaders();
    site.require(headers);
    String path = exchange.getRequestURI().getRawPath();
    Route route =
        Route.of(path)
            .orElseThrow(() ->
                new RefusedRequestException(
                    RefusedRequestException.NOT_FOUND,
                    "expected /api/draws or a path below it, found " + Found.of(path)));
    String method = exchange.getRequestMethod();
    if (!route.methods().contains(method)) {
      throw wrongMethod(route, method);
    }
    boolean isChange = method.equals(Route.POST);
    if (isChange) {
      requireToken(headers);
      requireJson(headers);
    }
    byte[] body = isChange ? body(exchange) : new byte[0];
    if (!inUse.readLock().tryLock()) {
      throw RefusedRequestException.busy("the office is stopping");
    }
    try {
      return isChange ? api.decide(route, body) : api.show(route);
    } finally {
      inUse.readLock().unlock();
    }
  }

  private static RefusedRequestException wrongMethod(Route route, String method) {
    String allowed = String.join(", ", route.methods());
    return new RefusedRequestException(
        RefusedRequestException.METHOD_NOT_ALLOWED,
        "expected " + allowed + ", found " + Found.of(method),
        Map.of("Allow", allowed));
  }

  private void requireToken(Headers headers) throws RefusedRequestException {
    String authorization = headers.getFirst("Authorization");
    if (authorization == null || !token.isIn(authorization)) {
      String found = authorization == null ? "none" : "another one";
      throw new RefusedRequestException(
          RefusedRequestException.UNAUTHORIZED,
          "expected the token of %s in the office's data folder, found %s"
              .formatted(AdminToken.FILE, found),
          Map.of("WWW-Authenticate", "Bearer realm=\"bolillero\""));
    }
  }

  private static void requireJson(Headers headers) throws RefusedRequestException {
    String type = headers.getFirst("Content-Type");
    String media = type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    if (!media.equals(JSON)) {
      throw new RefusedRequestException(
          RefusedRequestException.NO_JSON,
          "Content-Type: expected %s, found %s"
              .formatted(JSON, type == null ? "nothing" : Found.of(type)));
    }
  }

  private static byte[] body(HttpExchange exchange) throws IOException, RefusedRequestException {
    // The JDK's server takes no other length than a number that fits.
    String length = exchange.getRequestHeaders().getFirst("Content-Length");
    boolean isAnnounced = length != null && Long.parseLong(length) > AdminLimits.BODY_BYTES_MAX;
    byte[] body =
        isAnnounced
            ? new byte[0]
            : exchange.getRequestBody().readNBytes(AdminLimits.BODY_BYTES_MAX + 1);
    if (isAnnounced || body.length > AdminLimits.BODY_BYTES_MAX) {
      throw new RefusedRequestException(
          RefusedRequestException.TOO_LARGE,
          "expected a body of at most %d bytes, found %s"
              .formatted(AdminLimits.BODY_BYTES_MAX, isAnnounced ? length : "more"));
    }
    return body;
  }

  private static void send(Answer answer, HttpExchange exchange) throws IOException {
    Headers headers = exchange.getResponseHeaders();
    answer.headers().forEach(headers::set);
    headers.set("Content-Type", JSON);
    headers.set("Cache-Control", "no-store");
    headers.set("X-Content-Type-Options", "nosniff");
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.sendResponseHeaders(answer.status(), -1);
      return;
    }
    exchange.sendResponseHeaders(answer.status(), 0); // Of any length.
    try (Writer out =
            new BufferedWriter(new OutputStreamWriter(exchange.getResponseBody(), UTF_8));
        JsonWriter json = new JsonWriter(out)) {
      json.setStrictness(Strictness.STRICT);
      answer.body().writeTo(json);
      json.flush();
      out.write('\n');
    }
  }
}
