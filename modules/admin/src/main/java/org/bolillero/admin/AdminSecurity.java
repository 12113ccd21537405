package org.bolillero.admin;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.bolillero.office.OfficeListener;
import org.bolillero.tls.CertificateFact;
import org.bolillero.tls.TlsContext;
import org.bolillero.tls.TlsFileException;

/**
 * How an office knows its officials.
 *
 * @param tls the certificates that are in force; empty if the token counts, and nothing is
 *     encrypted
 * @param reload reads the certificates again
 */
public record AdminSecurity(Optional<TlsContext> tls, Reload reload) {
  /** Officials are known by the token, and nothing is encrypted. */
  static final AdminSecurity NONE =
      new AdminSecurity(
          Optional.empty(),
          () -> {
            throw new TlsFileException(
                "tls-cert: the office was started without certificates, so there are none to read"
                    + " again");
          });

  /** Reads the certificates of the whole office again, for agencies as well. */
  @FunctionalInterface
  public interface Reload {
    /**
     * Reads them. When this returns, they are in force for new connections, and those whose
     * certificates are no longer good have no say. Any thread.
     *
     * @return what is in force now
     * @throws TlsFileException if a file cannot be used, or there are none; nothing changes then
     */
    List<CertificateFact> run() throws TlsFileException;
  }

  /** Without certificates, writes the token. */
  Access access(Path data, OfficeListener listener) {
    return tls.isPresent() ? new CertificateAccess(tls.get()) : TokenAccess.write(data, listener);
  }

  Wire.Opener opener() {
    return opener(tls);
  }

  static Wire.Opener opener(Optional<TlsContext> tls) {
    return tls.<Wire.Opener>map(
            inForce -> (socket, leftMillis) -> Wire.encrypted(inForce, socket, leftMillis))
        .orElse((socket, _) -> Wire.plain(socket));
  }
}
