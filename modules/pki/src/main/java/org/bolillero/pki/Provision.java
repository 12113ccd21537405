package org.bolillero.pki;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bolillero.console.CommandException;
import org.bolillero.console.ExitCode;
import org.bolillero.console.Reason;

/** Has an authority's folder hold, for each holder, a key and a certificate that lasts. */
final class Provision {
  /** A certificate is renewed in the last one of so many parts of its time. */
  private static final int PARTS = 3;

  private final AuthorityFolder folder;
  private final Clock clock;
  private final int days;

  /** For certificates of so many days. */
  Provision(AuthorityFolder folder, Clock clock, int days) {
    this.folder = folder;
    this.clock = clock;
    this.days = days;
  }

  /**
   * Makes what is missing, and renews what ends soon or is for other names.
   *
   * @param holders the first is the office
   * @return until when those certificates are good that were made or renewed, by file
   */
  Map<Path, Instant> complete(List<Holder> holders) throws CommandException {
    List<Holder> missing = new ArrayList<>();
    Renewal renewal = new Renewal(folder, clock, days, List.of());
    Renewal renaming = new Renewal(folder, clock, days, holders.getFirst().names());
    for (Holder holder : holders) {
      Path file = folder.file(holder.file() + ".pem");
      if (!Files.exists(file)) {
        forgetKey(holder);
        missing.add(holder);
        continue;
      }
      PemFile found = PemFile.read(file);
      X509Certificate certificate = found.certificate();
      folder.requireIssued(found, certificate);
      boolean isRevoked = folder.revocations().isRevoked(certificate);
      if (!isRevoked
          && holder.isOffice()
          && !new CertificateText(certificate).isFor(holder.names())) {
        renaming.check(found);
      } else if (!isRevoked && endsSoon(certificate)) {
        renewal.check(found);
      }
    }
    Map<Path, Instant> ends = new LinkedHashMap<>();
    new Issue(folder, Validity.days(days, clock))
        .to(missing)
        .forEach((file, made) -> ends.put(file, made.getNotAfter().toInstant()));
    ends.putAll(renaming.run());
    ends.putAll(renewal.run());
    return ends;
  }

  /** A key whose certificate was never written, because of a crash, is of no use to anybody. */
  private void forgetKey(Holder holder) throws CommandException {
    Path key = folder.file(holder.file() + ".key");
    try {
      Files.deleteIfExists(key);
    } catch (IOException e) {
      throw new CommandException(ExitCode.STORAGE_FAILED, key + ": " + Reason.of(e), e);
    }
  }

  /** What ends only together with the authority cannot be renewed. */
  private boolean endsSoon(X509Certificate certificate) {
    Instant from = certificate.getNotBefore().toInstant();
    Instant until = certificate.getNotAfter().toInstant();
    Duration last = Duration.between(from, until).dividedBy(PARTS);
    return clock.instant().isAfter(until.minus(last)) && until.isBefore(folder.authority().end());
  }
}
