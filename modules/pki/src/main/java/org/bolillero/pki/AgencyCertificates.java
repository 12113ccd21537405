package org.bolillero.pki;

import java.util.List;
import org.bolillero.console.CommandException;
import org.bolillero.console.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** The command {@code tls agency}. */
@Command(
    name = "agency",
    header = "Make keys and certificates for agencies.",
    description = {
      "Writes agency-N.key and agency-N.pem for each. An agency gets these two and ca.pem, by a way"
          + " that nobody else can read."
    },
    footer = {"  bolillero tls agency authority 1-100"})
final class AgencyCertificates extends IssueCommand {
  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "N",
      description = "Agencies: numbers and ranges, such as 1-100.")
  private List<String> agencies;

  @Override
  List<Holder> holders() throws CommandException {
    try {
      return AgencyNumbers.read(agencies).stream().map(Holder::agency).toList();
    } catch (IllegalArgumentException e) {
      throw new CommandException(ExitCode.USAGE, "N: " + e.getMessage(), e);
    }
  }
}
