package org.bolillero.pki;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.bolillero.console.Action;
import org.bolillero.console.CommandException;
import org.bolillero.console.DayClock;
import org.bolillero.console.Ends;
import org.bolillero.console.ExitCode;
import org.bolillero.console.Setting;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code tls renew}: the same certificates once more, for a later time. */
@Command(
    name = "renew",
    header = "Renew certificates, for the same keys.",
    description = {
      "Replaces each file by a certificate of the same subject, names and key that ends later. Only"
          + " that file has to be given to its holder again, no key. What was issued before stays"
          + " good until its own end.",
      "The authority's own ca.pem can be renewed, too: give it to everybody before the old one"
          + " ends. What it has issued stays good. crl.pem then gets the new end by itself."
    },
    footer = {
      "  bolillero tls renew authority authority/office.pem authority/agency-5.pem",
      "  bolillero tls renew authority authority/office.pem --office office.example 192.0.2.8"
    })
@Ends({ExitCode.BAD_INPUT, ExitCode.IN_USE, ExitCode.STORAGE_FAILED})
final class RenewCommand implements Action {
  @Parameters(index = "0", paramLabel = "DIR", description = "The folder of the authority.")
  private Path folder;

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "FILE",
      description = "Certificates of this authority, its own ca.pem, or its crl.pem.")
  private List<Path> files;

  @Option(
      names = "--days",
      description = {
        "Good for this many days from now. Default: "
            + Validity.DAYS
            + ", the authority "
            + Validity.AUTHORITY_DAYS
      })
  @Setting(min = 1, max = 2L * Validity.AUTHORITY_DAYS)
  private @Nullable Integer days;

  @Option(
      names = "--office",
      paramLabel = "NAME",
      arity = "1..*",
      split = ",",
      description = "The office's names and addresses from now on, for office.pem alone.")
  private @Nullable List<String> office;

  @Override
  public ExitCode run(PrintWriter out) throws CommandException {
    Clock clock = DayClock.system();
    try (AuthorityFolder authority = AuthorityFolder.open(folder)) {
      List<PemFile> contents = new ArrayList<>();
      for (Path file : files) {
        contents.add(PemFile.read(file));
      }
      Renewal renewal = new Renewal(authority, clock, days, names());
      for (PemFile each : contents) {
        renewal.check(each);
      }
      Until until = Until.here();
      renewal.run().forEach((file, end) -> out.printf("%s until %s%n", file, until.time(end)));
    }
    return ExitCode.OK;
  }

  private List<String> names() throws CommandException {
    if (office == null) {
      return List.of();
    }
    if (files.size() > 1) {
      throw new CommandException(
          ExitCode.USAGE, "--office: expected one file, the office's certificate");
    }
    try {
      return OfficeNames.read(office);
    } catch (IllegalArgumentException e) {
      throw new CommandException(ExitCode.USAGE, "--office: " + e.getMessage(), e);
    }
  }
}
