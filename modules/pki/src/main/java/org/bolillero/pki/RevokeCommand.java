package org.bolillero.pki;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.bolillero.console.Action;
import org.bolillero.console.CommandException;
import org.bolillero.console.DayClock;
import org.bolillero.console.Ends;
import org.bolillero.console.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** The command {@code tls revoke}: has an office no longer trust a key. */
@Command(
    name = "revoke",
    header = "Revoke certificates, and all others of the same keys.",
    description = {
      "Adds them to crl.pem. An office that was started with that list refuses them from the moment"
          + " at which it has read the list again. A certificate whose file is lost is still in"
          + " issued.pem.",
      "Agencies read no list: if an office's own key was stolen, make a new authority."
    },
    footer = {"  bolillero tls revoke authority authority/agency-5.pem"})
@Ends({ExitCode.BAD_INPUT, ExitCode.IN_USE, ExitCode.STORAGE_FAILED})
final class RevokeCommand implements Action {
  @Parameters(index = "0", paramLabel = "DIR", description = "The folder of the authority.")
  private Path folder;

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "FILE",
      description = "Certificates of this authority.")
  private List<Path> files;

  @Override
  public ExitCode run(PrintWriter out) throws CommandException {
    Clock clock = DayClock.system();
    try (AuthorityFolder authority = AuthorityFolder.open(folder)) {
      authority.requireGood(clock);
      Set<X509Certificate> all = new LinkedHashSet<>();
      for (Path file : files) {
        all.addAll(ofSameKey(PemFile.read(file), authority));
      }
      X509CRL before = authority.revocations();
      List<X509Certificate> more = all.stream().filter(each -> !before.isRevoked(each)).toList();
      if (!more.isEmpty()) {
        authority.replaceRevocations(authority.authority().revocations(before, more, clock));
      }
      for (X509Certificate each : all) {
        out.printf(
            "%s %s, number %s%n",
            more.contains(each) ? "revoked" : "was revoked before",
            CertificateText.subject(each),
            CertificateText.number(each));
      }
      out.printf("give the office %s%n", authority.file(AuthorityFolder.REVOCATIONS));
    }
    return ExitCode.OK;
  }

  /** The old certificate of a stolen key is as good to its thief as the renewed one. */
  private static Set<X509Certificate> ofSameKey(PemFile file, AuthorityFolder folder)
      throws CommandException {
    X509Certificate certificate = file.certificate();
    if (certificate.getPublicKey().equals(folder.authority().certificate().getPublicKey())) {
      throw file.wrong(
          "expected a certificate of an office, an agency or an official, found the authority's"
              + " own; make a new authority");
    }
    folder.requireIssued(file, certificate);
    Set<X509Certificate> all = new LinkedHashSet<>(Set.of(certificate));
    for (X509Certificate each : folder.issued()) {
      if (each.getPublicKey().equals(certificate.getPublicKey())) {
        all.add(each);
      }
    }
    return all;
  }
}
