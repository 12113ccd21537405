package org.bolillero.server;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;

/** Reads where the control interface listens. */
final class AdminAddress implements ITypeConverter<InetSocketAddress> {
  private static final Pattern ADDRESS =
      Pattern.compile("(?:\\[(?<ipv6>[^\\]]+)\\]|(?<host>[^:\\[\\]]+)):(?<port>[0-9]{1,5})");
  private static final int PORT_MAX = 65_535;

  @Override
  public InetSocketAddress convert(String text) {
    Matcher matcher = ADDRESS.matcher(text.strip());
    if (!matcher.matches() || Integer.parseInt(matcher.group("port")) > PORT_MAX) {
      throw new IllegalArgumentException(
          "expected HOST:PORT or [IPV6]:PORT with a port from 0 to " + PORT_MAX);
    }
    String host = matcher.group("host") == null ? matcher.group("ipv6") : matcher.group("host");
    return new InetSocketAddress(address(host), Integer.parseInt(matcher.group("port")));
  }

  private static InetAddress address(String host) {
    try {
      return InetAddress.getByName(host);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("expected an address of this machine, or its name", e);
    }
  }
}
