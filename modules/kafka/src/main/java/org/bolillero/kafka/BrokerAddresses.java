package org.bolillero.kafka;

import java.net.InetSocketAddress;
import org.bolillero.storage.LogException;
import org.bolillero.storage.LogException.Kind;
import org.eclipse.collections.api.factory.Lists;
import org.eclipse.collections.api.list.ImmutableList;
import org.eclipse.collections.api.list.MutableList;

/**
 * Where brokers answer.
 *
 * @param all each as its host, without brackets, and port
 */
record BrokerAddresses(ImmutableList<InetSocketAddress> all) {
  private static final int PORT_MAX = 65_535;
  private static final int PORT_DIGITS_MAX = 5;

  /** Reads {@code HOST:PORT,HOST:PORT,…}. */
  static BrokerAddresses parse(String text) throws LogException {
    MutableList<InetSocketAddress> all = Lists.mutable.empty();
    for (String each : text.split(",", -1)) {
      int colon = each.lastIndexOf(':');
      String host = colon < 0 ? "" : host(each.substring(0, colon));
      int port = colon < 0 ? 0 : port(each.substring(colon + 1));
      if (host.isEmpty() || port == 0) {
        throw new LogException(
            Kind.UNSUITABLE,
            "kafka: expected HOST:PORT,HOST:PORT,…, found '%s' in '%s'".formatted(each, text));
      }
      all.add(InetSocketAddress.createUnresolved(host, port));
    }
    return new BrokerAddresses(all.toImmutable());
  }

  /** The host; empty if it cannot be one. */
  private static String host(String text) {
    boolean isBracketed = text.startsWith("[") && text.endsWith("]") && text.length() > 2;
    String host = isBracketed ? text.substring(1, text.length() - 1) : text;
    String signs = isBracketed ? ".:%" : ".-_";
    boolean isPlain =
        host.chars().allMatch(each -> isLetterOrDigit(each) || signs.indexOf(each) >= 0);
    return isPlain ? host : "";
  }

  private static boolean isLetterOrDigit(int each) {
    return each < 128 && Character.isLetterOrDigit(each);
  }

  /** The port; 0 if it cannot be one. */
  private static int port(String text) {
    boolean isNumber =
        !text.isEmpty()
            && text.length() <= PORT_DIGITS_MAX
            && text.chars().allMatch(each -> each >= '0' && each <= '9');
    int port = isNumber ? Integer.parseInt(text) : 0;
    return port <= PORT_MAX ? port : 0;
  }

  /** Whether any of the hosts is known by now. Kafka's client takes no list of which none is. */
  boolean isAnyKnown() {
    return all.anySatisfy(
        each -> !new InetSocketAddress(each.getHostString(), each.getPort()).isUnresolved());
  }
}
