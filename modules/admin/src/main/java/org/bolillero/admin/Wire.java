package org.bolillero.admin;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.function.LongSupplier;
import org.bolillero.tls.TlsContext;
import org.bolillero.tls.TlsStream;

/**
 * How the bytes of a connection travel.
 *
 * @param endOutput says that nothing more comes, and leaves the other direction open
 * @param peer the certificates of the other side, its own first; none where there are none
 */
record Wire(InputStream in, OutputStream out, Ending endOutput, List<X509Certificate> peer) {

  /** Ends a direction. */
  @FunctionalInterface
  interface Ending {
    void run() throws IOException;
  }

  /** Makes the wire of a connection, in its own thread. Whoever closes the socket ends that. */
  @FunctionalInterface
  interface Opener {
    Wire open(Socket socket, LongSupplier leftMillis) throws IOException;
  }

  /** Whatever TLS makes of them. Throws if the other side has no certificate that is good. */
  static Wire encrypted(TlsContext tls, Socket socket, LongSupplier leftMillis) throws IOException {
    TlsStream stream = tls.accept(socket);
    stream.handshake(leftMillis::getAsLong);
    socket.setSoTimeout(0); // Whoever takes too long is cut.
    return new Wire(stream.in(), stream.out(), stream::endOutput, stream.peer());
  }

  /** Bytes as they are. */
  static Wire plain(Socket socket) throws IOException {
    return new Wire(
        socket.getInputStream(), socket.getOutputStream(), socket::shutdownOutput, List.of());
  }
}
