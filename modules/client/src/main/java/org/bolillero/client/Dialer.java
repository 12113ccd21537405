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
import org.bolillero.protocol.Connections;

/**
 * Connects to an office under any of the addresses that its name has now.
 *
 * <p>The name is looked up anew each time, so that an office that was moved, or a name that was
 * corrected, is found where it is now. All addresses are tried in turn; that one of them is dead
 * costs a share of the time, and no more. Immutable.
 */
final class Dialer {
  /** The least time of an address, when a name has many: a first packet may get lost. */
  private static final Duration SHARE_MIN = Duration.ofSeconds(1);

  static {
    // The JVM would remember addresses for half a minute, and that there are none for ten seconds.
    // It asks for these properties once, at its first lookup of a name, and that is ours.
    Security.setProperty("networkaddress.cache.ttl", "0");
    Security.setProperty("networkaddress.cache.negative.ttl", "0");
  }

  /** Knows the addresses of names. */
  @FunctionalInterface
  interface Resolver {
    /** All addresses of a name, at least one. */
    InetAddress[] addresses(String host) throws UnknownHostException;
  }

  private final Resolver resolver;
  private final Supplier<Socket> sockets;
  private final LongSupplier nanoTime;

  Dialer() {
    this(InetAddress::getAllByName, Socket::new, System::nanoTime);
  }

  /**
   * Dials with what a test may look at.
   *
   * @param sockets where new sockets come from
   * @param nanoTime the clock
   */
  Dialer(Resolver resolver, Supplier<Socket> sockets, LongSupplier nanoTime) {
    this.resolver = resolver;
    this.sockets = sockets;
    this.nanoTime = nanoTime;
  }

  /**
   * Connects to the first address that takes the connection.
   *
   * @param timeout how long that may take; the addresses share it, but each has at least a second
   *     of it
   * @param first which address to begin with, 0 or more, counted round
   * @param onSocket is told of each socket before it connects; closing it ends that at once
   * @return the connection
   * @throws IOException if no address takes it; the message names the addresses that were tried
   */
  Connection dial(ServerAddress server, Duration timeout, int first, Consumer<Socket> onSocket)
      throws IOException {
    List<InetAddress> addresses = lookUp(server.host(), first);
    List<String> problems = new ArrayList<>();
    List<IOException> failures = new ArrayList<>();
    long end = nanoTime.getAsLong() + timeout.toNanos();
    for (InetAddress address : addresses) {
      Duration left = Duration.ofNanos(end - nanoTime.getAsLong());
      Duration share = left.dividedBy(addresses.size() - failures.size());
      Socket socket = sockets.get();
      onSocket.accept(socket);
      try {
        connect(socket, new InetSocketAddress(address, server.port()), atLeast(timeout, share));
        return new Connection(socket, server);
      } catch (IOException e) {
        socket.close();
        problems.add(problem(server, address, e));
        failures.add(e);
      }
    }
    IOException all = new IOException(String.join(", ", problems));
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
    socket.connect(address, Math.toIntExact(Math.max(1, timeout.toMillis())));
    // Where nobody listens, the system may have picked the very port that is called as the
    // caller's own, and then TCP connects it with itself.
    if (socket.getLocalSocketAddress().equals(socket.getRemoteSocketAddress())) {
      // Gone without a trace, or else the port would be kept from the office for a minute.
      socket.setSoLinger(true, 0);
      throw new IOException("nobody listens there, the connection has met itself");
    }
  }

  private static String problem(ServerAddress server, InetAddress address, IOException e) {
    String text = address.getHostAddress();
    return (text.equals(server.host()) ? "" : text + ": ") + e.getMessage();
  }
}
