package org.bolillero.client;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.security.Security;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.bolillero.protocol.Connections;

/**
 * Makes the connections to an office, and is the only place where an agency makes sockets.
 *
 * <p>The office's name is looked up anew each time, so that an office that was moved, or a name
 * that was corrected, is found where it is now. All its addresses are tried in turn; a dead one
 * costs a share of the time, and no more.
 *
 * @param resolver looks the name up
 * @param sockets makes sockets that are not connected yet
 * @param layer goes over each socket that is connected
 * @param nanoTime the clock, in nanoseconds
 */
record Dialer(
    Dialer.Resolver resolver, Supplier<Socket> sockets, Dialer.Layer layer, LongSupplier nanoTime) {
  /** What each address of many gets at least: a first packet may get lost. */
  private static final Duration SHARE_MIN = Duration.ofSeconds(1);

  static {
    // The JVM would remember addresses for half a minute, and that there are none for ten seconds.
    // It asks for these properties once, at its first lookup of a name, and that is ours.
    Security.setProperty("networkaddress.cache.ttl", "0");
    Security.setProperty("networkaddress.cache.negative.ttl", "0");
  }

  /** Finds all addresses of a name, at least one. */
  @FunctionalInterface
  interface Resolver {
    InetAddress[] addresses(String host) throws UnknownHostException;
  }

  /**
   * Lays a protocol over a connected socket before the first message, as encryption would be: it
   * returns the socket to speak over. To end the connection the plain socket is closed, because
   * closing what lies over it may wait for a peer that takes nothing.
   */
  @FunctionalInterface
  interface Layer {
    /** Messages go over the plain socket as they are. */
    Layer NONE = (plain, _, _) -> plain;

    /** Prepares a socket to speak over, within a time. If it fails, the next address is tried. */
    Socket over(Socket plain, ServerAddress server, Duration timeout) throws IOException;
  }

  /** Dials as it should: by the system's resolver and clock, with nothing over its sockets. */
  Dialer() {
    this(InetAddress::getAllByName, Socket::new, Layer.NONE, System::nanoTime);
  }

  /**
   * Connects to the first address that takes the connection.
   *
   * @param timeout how long that may take; the addresses share it, but each gets at least a second
   * @param first which address to begin with, from 0; after the last one follows the first
   * @param onSocket is given each socket before it connects; closing it ends that at once
   * @throws IOException if no address takes it; the message names the addresses that were tried
   */
  Connection dial(ServerAddress server, Duration timeout, int first, Consumer<Socket> onSocket)
      throws IOException {
    List<InetAddress> addresses = lookUp(server.host(), first);
    List<IOException> failures = new ArrayList<>();
    long end = nanoTime.getAsLong() + timeout.toNanos();
    for (InetAddress address : addresses) {
      Duration left = Duration.ofNanos(end - nanoTime.getAsLong());
      Duration share = left.dividedBy(addresses.size() - failures.size());
      Socket socket = sockets.get();
      onSocket.accept(socket);
      Duration limit = atLeast(timeout, share);
      try {
        connect(socket, new InetSocketAddress(address, server.port()), limit);
        return new Connection(socket, layer.over(socket, server, limit), server);
      } catch (IOException e) {
        socket.close();
        failures.add(new IOException(problem(server, address, e), e));
      }
    }
    IOException all =
        new IOException(
            failures.stream().map(IOException::getMessage).collect(Collectors.joining(", ")));
    failures.forEach(all::addSuppressed);
    throw all;
  }

  private static Duration atLeast(Duration timeout, Duration share) {
    Duration least = timeout.compareTo(SHARE_MIN) < 0 ? timeout : SHARE_MIN;
    return share.compareTo(least) < 0 ? least : share;
  }

  private List<InetAddress> lookUp(String host, int first) throws IOException {
    try {
      List<InetAddress> addresses = Arrays.asList(resolver.addresses(host).clone());
      Collections.rotate(addresses, -(first % addresses.size()));
      return addresses;
    } catch (UnknownHostException e) {
      throw new IOException("unknown host " + host, e);
    }
  }

  private static void connect(Socket socket, InetSocketAddress address, Duration timeout)
      throws IOException {
    Connections.setUp(socket);
    socket.connect(address, Connections.timeoutMillis(timeout.toMillis()));
    // Where nobody listens, the system may have given the caller the very port that it calls, and
    // then TCP connects the socket with itself.
    if (socket.getLocalSocketAddress().equals(socket.getRemoteSocketAddress())) {
      // Reset it, or else the office could not use the port for a minute.
      socket.setSoLinger(true, 0);
      throw new IOException("nobody listens there, the connection has met itself");
    }
  }

  private static String problem(ServerAddress server, InetAddress address, IOException e) {
    String text = address.getHostAddress();
    return (text.equals(server.host()) ? "" : text + ": ") + e.getMessage();
  }
}
