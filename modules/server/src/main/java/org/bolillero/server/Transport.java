package org.bolillero.server;

import java.net.Socket;
import org.bolillero.office.OfficeListener;

/** How accepted sockets become connections, and by what the other ends are known. Thread-safe. */
interface Transport {
  /** Connections whose other ends may be anybody. */
  static Transport plain(OfficeListener listener) {
    return socket -> new PlainConnection(socket, listener);
  }

  /** A connection over a socket, not opened yet. */
  Connection over(Socket socket);

  /** Hangs up if what the other end has shown is not good any more. */
  default void requireGood(Credential credential) throws HangUpException {}

  /** Some time has passed, about half a second. */
  default void timePassed() {}

  /** Ends the connections that are being opened, and opens no more. */
  default void stop() {}
}
