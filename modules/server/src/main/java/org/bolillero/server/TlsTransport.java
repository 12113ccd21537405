package org.bolillero.server;

import java.net.Socket;
import org.bolillero.office.OfficeListener;
import org.bolillero.tls.TlsContext;

/** TLS with the certificates that are in force when a connection begins. */
final class TlsTransport implements Transport {
  private final TlsContext context;
  private final Handshakes handshakes;
  private final Runnable whenTimePasses;
  private final OfficeListener listener;

  /**
   * Connections with what is in force.
   *
   * @param whenTimePasses is called about twice a second
   */
  TlsTransport(
      TlsContext context, Handshakes handshakes, Runnable whenTimePasses, OfficeListener listener) {
    this.context = context;
    this.handshakes = handshakes;
    this.whenTimePasses = whenTimePasses;
    this.listener = listener;
  }

  @Override
  public Connection over(Socket socket) {
    return new TlsConnection(
        new PlainConnection(socket, listener), context.accept(socket), handshakes, listener);
  }

  @Override
  public void requireGood(Credential credential) throws HangUpException {
    credential.requireGood(context);
  }

  @Override
  public void timePassed() {
    handshakes.timePassed();
    whenTimePasses.run();
  }

  @Override
  public void stop() {
    handshakes.stop();
  }
}
