package org.bolillero.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.bolillero.console.CommandException;
import org.bolillero.protocol.Connections;
import org.bolillero.tls.TlsStream;
import org.eclipse.collections.api.list.ImmutableList;
import org.eclipse.collections.impl.factory.Lists;

/**
 * How an office and its agencies speak in a run: plain, or by TLS.
 *
 * @param name stands before what is measured with it; empty if nothing is compared
 * @param certificates those to speak TLS with, if any
 */
record Wire(String name, Optional<Certificates> certificates) {
  private static final long HANDSHAKE_NANOS = TimeUnit.MINUTES.toNanos(1);

  /** A connected socket, which ends the connection when it is closed, and what goes through it. */
  record Line(Socket socket, InputStream in, OutputStream out) {}

  /** The wires to measure with in each run, one after another. */
  static ImmutableList<Wire> all(boolean isComparing, Path folder, int agencies)
      throws IOException, CommandException, InterruptedException {
    if (!isComparing) {
      return Lists.immutable.of(new Wire("", Optional.empty()));
    }
    return Lists.immutable.of(
        new Wire("plain: ", Optional.empty()),
        new Wire("TLS: ", Optional.of(Certificates.make(folder, agencies))));
  }

  List<String> officeOptions() {
    return certificates.map(Certificates::ofOffice).orElse(List.of());
  }

  List<String> agencyOptions(int agency) {
    return certificates.map(made -> made.ofAgency(agency)).orElse(List.of());
  }

  /** Connects an agency to an office on this machine. */
  Line connect(int agency, int port) throws IOException, CommandException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    Connections.setUp(socket);
    if (certificates.isEmpty()) {
      return new Line(socket, socket.getInputStream(), socket.getOutputStream());
    }
    TlsStream stream = certificates.get().contextOf(agency).connect(socket, "localhost", port);
    long endNanos = System.nanoTime() + HANDSHAKE_NANOS;
    stream.handshake(() -> TimeUnit.NANOSECONDS.toMillis(endNanos - System.nanoTime()));
    socket.setSoTimeout(0);
    return new Line(socket, stream.in(), stream.out());
  }
}
