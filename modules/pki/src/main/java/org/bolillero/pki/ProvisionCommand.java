package org.bolillero.pki;

import java.io.PrintWriter;
import java.nio.file.Files;
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

/**
 * The command {@code tls provision}: for whoever has a program start an office and its agencies.
 */
@Command(
    name = "provision",
    header = "Make all certificates that are missing, and a folder for each holder.",
    description = {
      "Makes the authority if there is none, and the certificates that are missing: of the office,"
          + " of agencies and officials, and one for pings. Renews those that are in the last third"
          + " of their time, and the office's if its names have changed.",
      "Then each holder's folder has what that holder needs: key, certificate and ca.pem, the"
          + " office's also crl.pem. It can be run at any time, and changes nothing that is as it"
          + " has to be. What is revoked stays revoked."
    },
    footer = {
      "  bolillero tls provision authority --office office.example --agencies 1-5 --out holders"
    })
@Ends({ExitCode.BAD_INPUT, ExitCode.IN_USE, ExitCode.STORAGE_FAILED})
final class ProvisionCommand implements Action {
  @Parameters(
      paramLabel = "DIR",
      description = "The folder of the authority, which is made if there is none.")
  private Path folder;

  @Option(
      names = "--office",
      paramLabel = "NAME",
      required = true,
      split = ",",
      description = "The names and addresses of the office.")
  private List<String> office;

  @Option(
      names = "--agencies",
      paramLabel = "N",
      split = ",",
      description = "Agencies: numbers and ranges, such as 1-3,7.")
  private List<String> agencies = List.of();

  @Option(names = "--officials", paramLabel = "NAME", split = ",", description = "Officials.")
  private List<String> officials = List.of();

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      required = true,
      description = "Where each has a folder: office, ping, agency-N, official-NAME.")
  private Path out;

  @Option(
      names = "--owner",
      paramLabel = "USER",
      description = "Give what is in them to this user, by name or number.")
  private @Nullable String owner;

  @Option(
      names = "--days",
      defaultValue = "" + Validity.DAYS,
      description = "Certificates are good for this many days, but no longer than the authority.")
  @Setting(min = 1, max = Validity.AUTHORITY_DAYS)
  private int days;

  @Override
  public ExitCode run(PrintWriter printer) throws CommandException {
    Clock clock = DayClock.system();
    List<Holder> holders = holders();
    HolderFolders folders = new HolderFolders(out, HolderFolders.owner(owner));
    Until until = Until.here();
    if (!Files.exists(folder.resolve(AuthorityFolder.CERTIFICATE))) {
      new Founding(folder, clock)
          .found(holders.getFirst(), days, Validity.AUTHORITY_DAYS)
          .forEach((file, certificate) -> printer.println(until.line(file, certificate)));
    }
    try (AuthorityFolder authority = AuthorityFolder.open(folder)) {
      authority.requireGood(clock);
      new Provision(authority, clock, days)
          .complete(holders)
          .forEach((file, end) -> printer.printf("%s until %s%n", file, until.time(end)));
      for (Holder each : holders) {
        folders.fill(each, authority);
      }
    }
    printer.printf("%s: %d holders have what they need%n", out, holders.size());
    return ExitCode.OK;
  }

  /** The office comes first. */
  private List<Holder> holders() throws CommandException {
    List<Holder> holders = new ArrayList<>();
    String option = "--office";
    try {
      holders.add(Holder.office(OfficeNames.read(office)));
      holders.add(Holder.ping());
      option = "--agencies";
      AgencyNumbers.read(agencies).forEach(number -> holders.add(Holder.agency(number)));
      option = "--officials";
      officials.stream().distinct().map(Holder::official).forEach(holders::add);
    } catch (IllegalArgumentException e) {
      throw new CommandException(ExitCode.USAGE, option + ": " + e.getMessage(), e);
    }
    return holders;
  }
}
