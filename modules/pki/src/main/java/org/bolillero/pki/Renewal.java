package org.bolillero.pki;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bolillero.console.CommandException;
import org.bolillero.console.ExitCode;
import org.bolillero.console.Reason;
import org.jspecify.annotations.Nullable;

/** Renews some files of an authority: first all are checked, then each is replaced as a whole. */
final class Renewal {
  private final AuthorityFolder folder;
  private final Clock clock;
  private final @Nullable Integer days;
  private final List<String> officeNames;
  private final Map<Path, X509Certificate> certificates = new LinkedHashMap<>();
  private boolean isForAuthority;
  private boolean isForRevocations;

  /**
   * A renewal of no file yet.
   *
   * @param days for how long; null for the usual time
   * @param officeNames an office's other names; empty for those that it had
   */
  Renewal(AuthorityFolder folder, Clock clock, @Nullable Integer days, List<String> officeNames) {
    this.folder = folder;
    this.clock = clock;
    this.days = days;
    this.officeNames = officeNames;
  }

  /** Adds a file. */
  void check(PemFile file) throws CommandException {
    if (file.has(Pem.REVOCATIONS)) {
      requireOwn(file, AuthorityFolder.REVOCATIONS);
      isForRevocations = true;
      return;
    }
    X509Certificate certificate = file.certificate();
    Authority authority = folder.authority();
    if (certificate.getPublicKey().equals(authority.certificate().getPublicKey())) {
      requireOwn(file, AuthorityFolder.CERTIFICATE);
      isForAuthority = true;
      return;
    }
    folder.requireIssued(file, certificate);
    if (folder.revocations().isRevoked(certificate)) {
      throw file.wrong(
          "expected a certificate that is not revoked; move it and its key away and make new ones");
    }
    if (!officeNames.isEmpty() && !isOffice(certificate)) {
      throw new CommandException(
          ExitCode.USAGE, "--office: expected the office's certificate, found " + file.path());
    }
    certificates.put(file.path(), certificate);
  }

  /** Renews them all, and says until when each is good. */
  Map<Path, Instant> run() throws CommandException {
    Map<Path, Instant> ends = new LinkedHashMap<>();
    if (isForAuthority) {
      folder.replaceAuthority(folder.authority().renewed(validity(Validity.AUTHORITY_DAYS)));
      ends.put(folder.file(AuthorityFolder.CERTIFICATE), folder.authority().end());
    }
    folder.requireGood(clock);
    if (isForAuthority || isForRevocations) {
      X509CRL before = folder.revocations();
      folder.replaceRevocations(folder.authority().revocations(before, List.of(), clock));
      ends.put(folder.file(AuthorityFolder.REVOCATIONS), folder.authority().end());
    }
    Map<Path, X509Certificate> renewed = new LinkedHashMap<>();
    certificates.forEach((path, old) -> renewed.put(path, renewed(old)));
    if (!renewed.isEmpty()) {
      folder.record(new ArrayList<>(renewed.values()));
    }
    for (Map.Entry<Path, X509Certificate> each : renewed.entrySet()) {
      NewFiles.replace(each.getKey(), Pem.text(each.getValue()));
      ends.put(each.getKey(), each.getValue().getNotAfter().toInstant());
    }
    return ends;
  }

  private X509Certificate renewed(X509Certificate old) {
    return officeNames.isEmpty()
        ? folder.authority().renew(old, validity(Validity.DAYS))
        : folder
            .authority()
            .issue(Holder.office(officeNames), old.getPublicKey(), validity(Validity.DAYS));
  }

  private Validity validity(int usualDays) {
    return Validity.days(days == null ? usualDays : days, clock);
  }

  private static boolean isOffice(X509Certificate certificate) {
    try {
      List<String> uses = certificate.getExtendedKeyUsage();
      return uses != null && uses.contains(CertificateText.SERVER);
    } catch (GeneralSecurityException _) {
      return false;
    }
  }

  /** A copy elsewhere would leave the authority with what it had. */
  private void requireOwn(PemFile file, String name) throws CommandException {
    Path own = folder.file(name);
    try {
      if (!Files.isSameFile(file.path(), own)) {
        throw file.wrong("expected %s itself, found another file".formatted(own));
      }
    } catch (IOException e) {
      throw new CommandException(ExitCode.BAD_INPUT, own + ": " + Reason.of(e), e);
    }
  }
}
