package org.bolillero.client;

/**
 * Where the office listens.
 *
 * @param host a name or an address, IPv6 without brackets
 * @param port 1 to 65535
 */
public record ServerAddress(String host, int port) {
  private static final String EXPECTED =
      "expected HOST:PORT or [IPV6]:PORT with a port from 1 to 65535";

  /** Checks that there is a host and that the port is valid. */
  public ServerAddress {
    if (host.isBlank() || port < 1 || port > 0xFFFF) {
      throw new IllegalArgumentException(EXPECTED);
    }
  }

  /**
   * {@return the address written as {@code HOST:PORT} or {@code [IPV6]:PORT}}
   *
   * @param text what a user has typed
   * @throws IllegalArgumentException if it is not an address; the message says what is expected
   */
  public static ServerAddress parse(String text) {
    int colon = text.lastIndexOf(':');
    String host = colon < 0 ? "" : text.substring(0, colon);
    String port = text.substring(colon + 1);
    boolean isBracketed = host.startsWith("[") && host.endsWith("]");
    if (isBracketed) {
      host = host.substring(1, host.length() - 1);
    }
    boolean isNumber = !port.isEmpty() && port.chars().allMatch(c -> c >= '0' && c <= '9');
    if (!isNumber || port.length() > 5 || isBracketed != host.contains(":")) {
      throw new IllegalArgumentException(EXPECTED);
    }
    return new ServerAddress(host, Integer.parseInt(port));
  }

  /** The address in the form that {@link #parse} reads. */
  @Override
  public String toString() {
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
  }
}
