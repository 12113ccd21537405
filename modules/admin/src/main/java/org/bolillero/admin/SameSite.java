package org.bolillero.admin;

import java.net.InetAddress;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Turns away what a page of another site has made a browser send. Such a request comes from this
 * machine, too: loopback alone keeps nobody out.
 *
 * @param configuredHost the host that the office was told to listen on, as it was written
 * @param isEncrypted whether a name has to be one of the office's certificate, before anything is
 *     sent; then no other can lead here
 */
record SameSite(String configuredHost, boolean isEncrypted) {
  /** What browsers say of a request of the page itself, or of what its user has typed. */
  private static final Set<String> OWN = Set.of("same-origin", "none");

  private static final Pattern HOST_AND_PORT =
      Pattern.compile("(?:\\[(?<ipv6>[^\\]]+)\\]|(?<host>[^:\\[\\]]+))(?::[0-9]*)?");

  /** Throws unless the request is one of this site or of no browser, or opens the page. */
  void require(RequestHead head) throws RefusedRequestException {
    Headers headers = head.headers();
    List<String> hosts = headers.all("Host");
    // A name that somebody else's name server has led here is theirs, whatever it leads to.
    if (hosts.size() != 1 || !isOurs(hosts.getFirst())) {
      String expected = isEncrypted ? "one host" : "localhost or an address of loopback";
      throw new RefusedRequestException(
          RefusedRequestException.FORBIDDEN,
          "Host: expected " + expected + ", found " + found(hosts));
    }
    List<String> origins = headers.all("Origin");
    String own = (isEncrypted ? "https://" : "http://") + hosts.getFirst();
    if (!origins.stream().allMatch(own::equalsIgnoreCase)) {
      throw new RefusedRequestException(
          RefusedRequestException.FORBIDDEN,
          "Origin: expected none or " + own + ", found " + found(origins));
    }
    List<String> sites = headers.all("Sec-Fetch-Site");
    if (!OWN.containsAll(sites) && !opensThePage(head)) {
      throw new RefusedRequestException(
          RefusedRequestException.FORBIDDEN,
          "Sec-Fetch-Site: expected none, or one of " + OWN + ", found " + found(sites));
    }
  }

  /** Whether somebody has followed a link to the page, in whatever other page it stands. */
  private static boolean opensThePage(RequestHead head) {
    return head.method().equals(Route.GET)
        && head.path().equals(PageFile.PAGE.path())
        && head.headers().all("Sec-Fetch-Mode").equals(List.of("navigate"))
        && head.headers().all("Sec-Fetch-Dest").equals(List.of("document"));
  }

  private static String found(List<String> values) {
    return values.isEmpty() ? "nothing" : Found.of(String.join(", ", values));
  }

  private boolean isOurs(String hostAndPort) {
    Matcher matcher = HOST_AND_PORT.matcher(hostAndPort);
    if (!matcher.matches()) {
      return false;
    }
    String host = matcher.group("host") == null ? matcher.group("ipv6") : matcher.group("host");
    return isEncrypted
        || host.equalsIgnoreCase("localhost")
        || host.equalsIgnoreCase(configuredHost)
        || isLoopbackAddress(host);
  }

  private static boolean isLoopbackAddress(String host) {
    try {
      return InetAddress.ofLiteral(host).isLoopbackAddress();
    } catch (IllegalArgumentException _) {
      return false; // A name, or nothing that means anything.
    }
  }
}
