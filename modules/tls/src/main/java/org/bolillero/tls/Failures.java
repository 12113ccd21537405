package org.bolillero.tls;

import java.security.cert.CertificateException;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Says in one line what the JDK's TLS has found wrong.
 *
 * @param side which end this is
 * @param own names the own certificate
 */
record Failures(Side side, String own) {
  /** The alert that was sent stands in front of what the JDK says. */
  private static final Pattern MESSAGE =
      Pattern.compile("(?:\\(([a-z_]+)\\) )?(.*)", Pattern.DOTALL);

  private static final String RECEIVED = "Received fatal alert: ";
  private static final String NO_CERTIFICATE = "Empty client certificate chain";

  /** The alerts by which an end says that it does not accept a certificate. */
  private static final Set<String> OF_CERTIFICATES =
      Set.of(
          "bad_certificate",
          "unsupported_certificate",
          "certificate_revoked",
          "certificate_expired",
          "certificate_unknown",
          "unknown_ca",
          "access_denied");

  /** Those, and the one that a certificate is missing. */
  private static final Pattern REFUSAL =
      Pattern.compile(
          "(\\([a-z_]+\\) )?"
              + RECEIVED
              + "(certificate_required|"
              + String.join("|", OF_CERTIFICATES)
              + ")");

  /** The failure, for the log. */
  TlsException translate(SSLException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof CertificateException) {
        return new TlsException(Printable.line(cause.getMessage()), failure);
      }
    }
    String message = words(failure.getMessage());
    return REFUSAL.matcher(String.valueOf(failure.getMessage())).matches()
        ? new TlsRefusedException(message, failure)
        : new TlsException(message, failure);
  }

  private String words(@Nullable String message) {
    String said = Printable.line(message);
    Matcher matcher = MESSAGE.matcher(said);
    if (!matcher.matches()) {
      return "expected TLS 1.3, found: " + said;
    }
    String text = matcher.group(2);
    if (text.startsWith(RECEIVED)) {
      return received(text.substring(RECEIVED.length()));
    }
    if (text.contains(NO_CERTIFICATE)) {
      return "expected a certificate of the client, found none";
    }
    return "protocol_version".equals(matcher.group(1))
        ? "expected TLS 1.3, found an older version (" + text + ")"
        : "expected TLS 1.3, found a broken rule: " + text;
  }

  private String received(String alert) {
    String other = side == Side.CLIENT ? "the office" : "the client";
    if (OF_CERTIFICATES.contains(alert)) {
      String look =
          side == Side.CLIENT
              ? "it may be of another authority, expired or revoked, and the office's log says why"
              : "its authority there may be another one, or the name or address by which it calls";
      return "%s does not accept %s (alert %s): %s".formatted(other, own, alert, look);
    }
    return switch (alert) {
      case "certificate_required" -> other + " wants a certificate, and none was shown";
      case "protocol_version" -> other + " does not speak TLS 1.3 (alert protocol_version)";
      default -> "%s has ended the connection with the alert %s".formatted(other, alert);
    };
  }
}
