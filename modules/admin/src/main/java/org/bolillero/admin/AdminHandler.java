package org.bolillero.admin;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.bolillero.office.DecisionException;
import org.bolillero.office.OfficeEvent;
import org.bolillero.office.OfficeListener;
import org.bolillero.storage.LogException;
import org.bolillero.watch.OfficeMetrics;
import org.bolillero.watch.Watch;

/**
 * Answers requests. Thread-safe: each request has a thread of its own.
 *
 * <p>What a request has to pass, in this order; whatever it fails at is its answer:
 *
 * <table>
 * <caption>Checks</caption>
 * <tr><th>check</th><th>answer</th></tr>
 * <tr><td>it comes from no page of another site</td><td>403</td></tr>
 * <tr><td>with certificates: that of whoever asks may look, or watch if it is for that</td><td>403</td></tr>
 * <tr><td>its path names something</td><td>404</td></tr>
 * <tr><td>that has this method</td><td>405</td></tr>
 * <tr><td>if it changes something: it has the token, or an official's certificate</td><td>401, 403</td></tr>
 * <tr><td>… its body is JSON</td><td>415</td></tr>
 * <tr><td>… and not too large</td><td>413</td></tr>
 * <tr><td>… and has the right fields</td><td>400</td></tr>
 * <tr><td>the office is not being stopped</td><td>503</td></tr>
 * <tr><td>there is such a draw; its state allows the decision</td><td>404, 409</td></tr>
 * <tr><td>the log takes it</td><td>503</td></tr>
 * </table>
 */
final class AdminHandler implements HttpConnection.Handler {
  private final SameSite site;
  private final Access access;
  private final DrawsApi api;
  private final ReloadApi certificates;
  private final ProbeApi probes;
  private final OfficeMetrics metrics;
  private final OfficeListener listener;

  private final DrawsInUse inUse;
  private final Broadcast broadcast;
  private final Semaphore viewers = new Semaphore(AdminLimits.VIEWERS_MAX);

  AdminHandler(
      SameSite site,
      Access access,
      DrawsApi api,
      DrawsInUse inUse,
      ReloadApi certificates,
      Watch watch,
      Broadcast broadcast,
      OfficeListener listener) {
    this.site = site;
    this.access = access;
    this.api = api;
    this.inUse = inUse;
    this.certificates = certificates;
    this.probes = new ProbeApi(watch.health());
    this.metrics = watch.metrics();
    this.broadcast = broadcast;
    this.listener = listener;
  }

  /** Waits until nobody watches any more, but not for whoever does not take the end. */
  void awaitViewers(Duration limit) {
    try {
      boolean _ =
          viewers.tryAcquire(AdminLimits.VIEWERS_MAX, limit.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public Answer answer(HttpExchange exchange) throws IOException {
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
    Headers headers = exchange.headers();
    site.require(exchange.head());
    String path = exchange.head().path();
    Optional<Route> named = Route.of(path);
    if (named.isPresent() && named.get().isForWatchers()) {
      access.requireWatch(exchange);
    } else {
      access.requireLook(exchange);
    }
    Route route =
        named.orElseThrow(() ->
            new RefusedRequestException(
                RefusedRequestException.NOT_FOUND,
                "expected " + Route.ALL + ", found " + Found.of(path)));
    String method = exchange.head().method();
    if (!route.methods().contains(method)) {
      throw wrongMethod(route, method);
    }
    if (!method.equals(Route.POST)) {
      return show(route, exchange);
    }
    Optional<String> proven = access.requireDecide(exchange);
    requireJson(headers);
    byte[] body = body(exchange);
    return route instanceof Route.Certificates
        ? certificates.reload(body)
        : inUse.using(() -> api.decide(route, body, proven));
  }

  private Answer show(Route route, HttpExchange exchange)
      throws RefusedRequestException, DecisionException, LogException, InterruptedException {
    return switch (route) {
      case Route.Page(PageFile file) -> file.answer();
      case Route.Watch _ -> watch(exchange);
      case Route.Probe probe -> probes.answer(probe, exchange.head().query());
      case Route.Metrics _ -> inUse.using(this::metrics);
      case Route.All _, Route.One _, Route.Decide _, Route.Certificates _ ->
          inUse.using(() -> api.show(route));
    };
  }

  /**
   * Its connection does not count among those of officials any more. Whoever asks for the head
   * alone watches nothing, and stays among them.
   */
  private Answer watch(HttpExchange exchange) throws RefusedRequestException {
    boolean isViewer = !exchange.head().method().equals(Route.HEAD);
    if (isViewer && !exchange.keepFor(viewers)) {
      throw RefusedRequestException.busy(
          "expected at most " + AdminLimits.VIEWERS_MAX + " viewers at the same time");
    }
    return Answer.of(Answer.OK, EventStream.TYPE, new EventStream(broadcast, exchange, access));
  }

  /** Written at once, while the draws may be used. A scrape is some ten kilobytes. */
  private Answer metrics() {
    byte[] text = metrics.text();
    return Answer.of(Answer.OK, OfficeMetrics.CONTENT_TYPE, out -> out.write(text));
  }

  private static RefusedRequestException wrongMethod(Route route, String method) {
    String allowed = String.join(", ", route.methods());
    return new RefusedRequestException(
        RefusedRequestException.METHOD_NOT_ALLOWED,
        "expected " + allowed + ", found " + Found.of(method),
        Map.of("Allow", allowed));
  }

  private static void requireJson(Headers headers) throws RefusedRequestException {
    Optional<String> type = headers.first("Content-Type");
    String media = type.orElse("").split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    if (!media.equals(Answer.JSON)) {
      throw new RefusedRequestException(
          RefusedRequestException.NO_JSON,
          "Content-Type: expected %s, found %s"
              .formatted(Answer.JSON, type.map(Found::of).orElse("nothing")));
    }
  }

  private static byte[] body(HttpExchange exchange) throws IOException, RefusedRequestException {
    long length = exchange.bodyLength().orElse(0);
    boolean isAnnounced = length > AdminLimits.BODY_BYTES_MAX;
    byte[] body =
        isAnnounced ? new byte[0] : exchange.body().readNBytes(AdminLimits.BODY_BYTES_MAX + 1);
    if (isAnnounced || body.length > AdminLimits.BODY_BYTES_MAX) {
      throw new RefusedRequestException(
          RefusedRequestException.TOO_LARGE,
          "expected a body of at most %d bytes, found %s"
              .formatted(AdminLimits.BODY_BYTES_MAX, isAnnounced ? length : "more"));
    }
    return body;
  }
}
