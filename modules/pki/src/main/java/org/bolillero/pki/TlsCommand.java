package org.bolillero.pki;

import picocli.CommandLine.Command;

/** The commands {@code tls}: make, renew, revoke and show the certificates of a small office. */
@Command(
    name = "tls",
    header = "Make certificates for an office, its agencies and officials.",
    description = {
      "Keeps a small authority in a folder. Whoever can read that folder can speak for every agency"
          + " and every official: keep it on a machine of its own, and have a copy.",
      "An office whose organisation has an authority already needs none of this."
    },
    subcommands = {
      InitCommand.class,
      AgencyCertificates.class,
      OfficialCertificate.class,
      PingCertificate.class,
      ProvisionCommand.class,
      RenewCommand.class,
      RevokeCommand.class,
      ShowCommand.class
    })
public final class TlsCommand {
  /** A group of commands. */
  public TlsCommand() {}
}
