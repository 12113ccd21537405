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
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What the commands have in common that give somebody a key and a certificate. */
@Ends({ExitCode.BAD_INPUT, ExitCode.IN_USE, ExitCode.STORAGE_FAILED})
abstract class IssueCommand implements Action {
  @Parameters(
      index = "0",
      paramLabel = "DIR",
      description = "The folder of the authority, made by 'tls init'.")
  private Path folder;

  @Option(
      names = "--days",
      defaultValue = "" + Validity.DAYS,
      description = "Good for this many days, but no longer than the authority.")
  @Setting(min = 1, max = Validity.AUTHORITY_DAYS)
  private int days;

  /** Whom to make certificates for. */
  abstract List<Holder> holders() throws CommandException;

  @Override
  public final ExitCode run(PrintWriter out) throws CommandException {
    List<Holder> holders = holders();
    Clock clock = DayClock.system();
    try (AuthorityFolder authority = AuthorityFolder.open(folder)) {
      authority.requireGood(clock);
      Until until = Until.here();
      new Issue(authority, Validity.days(days, clock))
          .to(holders)
          .forEach((file, certificate) -> out.println(until.line(file, certificate)));
    }
    return ExitCode.OK;
  }
}
