package org.bolillero.cli;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;
import org.bolillero.console.CommandException;
import org.bolillero.console.ExitCode;
import picocli.CommandLine.ITypeConverter;

/**
 * Where the control interface of an office is.
 *
 * @param uri its address, with some scheme
 * @param isSchemeGiven whether the scheme was written; otherwise it depends on who asks
 */
record ControlAddress(URI uri, boolean isSchemeGiven) {
  private static final String PLAIN = "http";
  private static final String ENCRYPTED = "https";

  /**
   * The address for somebody with or without certificates.
   *
   * @throws CommandException if a certificate would not be shown there
   */
  URI forWhom(boolean hasCertificate) throws CommandException {
    if (!hasCertificate) {
      return uri;
    }
    if (isSchemeGiven && uri.getScheme().equals(PLAIN)) {
      throw new CommandException(
          ExitCode.USAGE,
          "--admin: expected an address with https://, as there is --tls-cert; found " + uri);
    }
    return URI.create(ENCRYPTED + uri.toString().substring(uri.getScheme().length()));
  }

  /** Reads an address, with or without {@code http://} or {@code https://}. */
  static final class Reader implements ITypeConverter<ControlAddress> {
    @Override
    public ControlAddress convert(String text) {
      boolean isSchemeGiven = text.contains("://");
      String url = isSchemeGiven ? text.strip() : PLAIN + "://" + text.strip();
      try {
        URI uri = new URI(url);
        boolean isKnown = Set.of(PLAIN, ENCRYPTED).contains(uri.getScheme());
        boolean isBare = uri.getRawUserInfo() == null && uri.getRawQuery() == null;
        boolean isRoot = Set.of("", "/").contains(uri.getRawPath());
        if (isKnown && isBare && isRoot && uri.getHost() != null && uri.getRawFragment() == null) {
          return new ControlAddress(uri.resolve("/"), isSchemeGiven);
        }
      } catch (URISyntaxException _) {
        // Said below.
      }
      throw new IllegalArgumentException(
          "expected an address such as 127.0.0.1:12346 or https://office.example:12346");
    }
  }
}
