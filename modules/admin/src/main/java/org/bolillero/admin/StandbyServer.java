package org.bolillero.admin;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.function.Supplier;
import org.bolillero.office.OfficeEvent;
import org.bolillero.office.OfficeListener;
import org.bolillero.tls.TlsContext;

/**
 * What an office answers over HTTP while it stands by: it lives, and is not ready, as another one
 * leads. Thread-safe.
 */
public final class StandbyServer implements AutoCloseable {
  private final HttpListener http;
  private final OfficeListener listener;

  private StandbyServer(HttpListener http, OfficeListener listener) {
    this.http = http;
    this.listener = listener;
  }

  /**
   * Listens.
   *
   * @param address where to listen; an {@link AdminServer} listens there when this is closed
   * @param tls the certificates that are in force, if there are any
   * @param state says in a sentence who leads
   * @param listener hears what happens
   * @return the running server
   * @throws java.net.BindException if the port is not free
   * @throws IOException if it cannot listen
   */
  public static StandbyServer open(
      InetSocketAddress address,
      Optional<TlsContext> tls,
      Supplier<String> state,
      OfficeListener listener)
      throws IOException {
    HttpListener http = HttpListener.bind(address, AdminLimits.USUAL, listener);
    SameSite site = new SameSite(address.getHostString(), tls.isPresent());
    http.start(AdminSecurity.opener(tls), exchange -> answer(exchange, site, tls, state));
    listener.on(new OfficeEvent.AdminListening(http.port()));
    return new StandbyServer(http, listener);
  }

  private static Answer answer(
      HttpExchange exchange, SameSite site, Optional<TlsContext> tls, Supplier<String> state) {
    try {
      site.require(exchange.head());
      if (tls.isPresent()) {
        new CertificateAccess(tls.get()).requireWatch(exchange);
      }
      Optional<Route> route = Route.of(exchange.head().path());
      boolean asksForLife =
          route.isPresent() && route.get() instanceof Route.Probe(boolean is, _) && is;
      return asksForLife
          ? Answer.text(Answer.OK, "ok")
          : Answer.text(RefusedRequestException.UNAVAILABLE, "standby: " + state.get() + "\n");
    } catch (RefusedRequestException e) {
      return e.answer();
    }
  }

  /** {@return the port that it listens on, also if any free one was asked for} */
  public int port() {
    return http.port();
  }

  /** Stops. Idempotent. */
  @Override
  public void close() {
    try {
      http.close();
    } catch (IOException e) {
      listener.on(new OfficeEvent.AdminClosed(true, Optional.of(e)));
    }
  }
}
