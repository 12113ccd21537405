package org.bolillero.pki;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.bolillero.console.Action;
import org.bolillero.console.CommandException;
import org.bolillero.console.DayClock;
import org.bolillero.console.Ends;
import org.bolillero.console.ExitCode;
import org.bolillero.console.Setting;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The command {@code tls init}: makes an authority, and the certificate of its office. */
@Command(
    name = "init",
    header = "Make an authority, and the certificate of its office.",
    description = {
      "Writes ca.pem and ca.key, the authority; office.pem and office.key, with which the office"
          + " says who it is; crl.pem, the list of what is revoked, which is empty; and issued.pem,"
          + " the record of all certificates.",
      "Give every name and address by which agencies and officials reach the office, and those used"
          + " on its own machine, such as localhost."
    },
    footer = {
      "  bolillero tls init authority --office office.example 192.0.2.7 localhost 127.0.0.1"
    })
@Ends({ExitCode.IN_USE, ExitCode.STORAGE_FAILED})
final class InitCommand implements Action {
  @Parameters(
      paramLabel = "DIR",
      description = "The folder of the authority, which is made; if it is there, it is empty.")
  private Path folder;

  @Option(
      names = "--office",
      paramLabel = "NAME",
      required = true,
      arity = "1..*",
      split = ",",
      description = "The names and addresses of the office.")
  private List<String> office;

  @Option(
      names = "--days",
      defaultValue = "" + Validity.DAYS,
      description = "The office's certificate is good for this many days.")
  @Setting(min = 1, max = Validity.AUTHORITY_DAYS)
  private int days;

  @Option(
      names = "--authority-days",
      defaultValue = "" + Validity.AUTHORITY_DAYS,
      description = "The authority is good for this many days.")
  @Setting(min = 1, max = 2L * Validity.AUTHORITY_DAYS)
  private int authorityDays;

  @Override
  public ExitCode run(PrintWriter out) throws CommandException {
    Clock clock = DayClock.system();
    Holder holder = Holder.office(names());
    Until until = Until.here();
    new Founding(folder, clock)
        .found(holder, days, authorityDays)
        .forEach((file, certificate) -> out.println(until.line(file, certificate)));
    return ExitCode.OK;
  }

  private List<String> names() throws CommandException {
    try {
      return OfficeNames.read(office);
    } catch (IllegalArgumentException e) {
      throw new CommandException(ExitCode.USAGE, "--office: " + e.getMessage(), e);
    }
  }
}
