package org.bolillero.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.bolillero.console.NameLookup;
import org.bolillero.protocol.Connections;

/**
 * Connects to an office. This is the only place where an agency makes sockets.
 *
 * <p>The office's name is looked up each time, so that an office that has moved, or a name that has
 * been corrected, is found. All its addresses are tried in turn; one that does not respond costs
 * its share of the time and no more.
 *
 * @param resolver looks up names
 * @param sockets makes unconnected sockets
 * @param layer goes over each connected socket
 * @param nanoTime the clock, in nanoseconds
 */
record Dialer(
    Dialer.Resolver resolver, Supplier<Socket> sockets, Dialer.Layer layer, LongSupplier nanoTime) {
  /** The least that each of several addresses gets: a first packet may get lost. */
  private static final Duration SHARE_MIN = Duration.ofSeconds(1);

  static {
    NameLookup.cacheNothing(); // For those who use this without a command.
  }

  /** Finds all addresses of a name, at least one. */
  @FunctionalInterface
  interface Resolver {
    InetAddress[] addresses(String host) throws UnknownHostException;
  }

  /**
   * Lays a protocol, such as encryption, over a connected socket before the first message. To end
   * the connection the plain socket is closed, because closing a layer may wait for a peer that no
   * longer reads; the timeout of reads is that of the plain socket, too.
   */
  @FunctionalInterface
  interface Layer {
    /** Messages go over the plain socket as they are. */
    Layer NONE =
        (plain, _, _) ->
            new Streams(new PlainInput(plain.getInputStream()), plain.getOutputStream());

    /**
     * Prepares the streams to talk over. If it fails, the next address is tried.
     *
     * @param leftMillis how many milliseconds are left of this address's share of the time
     */
    Streams over(Socket plain, ServerAddress server, LongSupplier leftMillis) throws IOException;

    /** The same, as it is now, whatever has changed since: for a short question. */
    default Layer unchanged() {
      return this;
    }
  }

  /** What messages are read from and written to; one thread may do each. */
  record Streams(InputStream in, OutputStream out) {
    /** Those of a connected socket itself. */
    static Streams of(Socket plain) throws IOException {
      return new Streams(plain.getInputStream(), plain.getOutputStream());
    }
  }

  /** Uses the system's resolver and clock. */
  Dialer(Layer layer) {
    this(InetAddress::getAllByName, Socket::new, layer, System::nanoTime);
  }

  /** A dialer that asks nobody which addresses a name has, and connects to this one only. */
  Dialer only(InetAddress address) {
    return new Dialer(_ -> new InetAddress[] {address}, sockets, layer, nanoTime);
  }

  /** A dialer with another layer. */
  Dialer with(Layer other) {
    return new Dialer(resolver, sockets, other, nanoTime);
  }

  /**
   * Looks up all addresses of an office.
   *
   * @throws IOException if nobody knows its name
   */
  List<InetAddress> addresses(ServerAddress server) throws IOException {
    return lookUp(server.host(), 0);
  }

  /**
   * Connects to the first address that accepts the connection.
   *
   * @param timeout how long that may take; the addresses share it, but each gets at least a second
   * @param first which address to begin with, from 0; the first follows the last
   * @param onSocket receives each socket before it connects; closing it ends that at once
   * @throws IOException if no address accepts it; the message names the addresses tried
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
      long shareEnd = nanoTime.getAsLong() + limit.toNanos();
      try {
        connect(socket, new InetSocketAddress(address, server.port()), limit);
        LongSupplier leftMillis =
            () -> TimeUnit.NANOSECONDS.toMillis(shareEnd - nanoTime.getAsLong());
        return new Connection(socket, layer.over(socket, server, leftMillis), server);
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
    // Where nobody listens, the system may have given the caller the very port that it calls; TCP
    // then connects the socket to itself.
    if (socket.getLocalSocketAddress().equals(socket.getRemoteSocketAddress())) {
      // Reset it; otherwise the office could not use the port for a minute.
      socket.setSoLinger(true, 0);
      throw new IOException("nobody listens there, the connection has met itself");
    }
  }

  private static String problem(ServerAddress server, InetAddress address, IOException e) {
    String text = address.getHostAddress();
    return (text.equals(server.host()) ? "" : text + ": ") + e.getMessage();
  }
}
