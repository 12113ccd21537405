package org.bolillero.pki;

import java.util.List;
import org.bolillero.console.CommandException;
import org.bolillero.console.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** The command {@code tls official}. */
@Command(
    name = "official",
    header = "Make a key and a certificate for an official.",
    description = {
      "Writes official-NAME.key and official-NAME.pem. The name stands on record with every"
          + " decision that is made with them: give each person their own."
    },
    footer = {"  bolillero tls official authority ana"})
final class OfficialCertificate extends IssueCommand {
  @Parameters(index = "1", paramLabel = "NAME", description = "The name of the official.")
  private String name;

  @Override
  List<Holder> holders() throws CommandException {
    try {
      return List.of(Holder.official(name));
    } catch (IllegalArgumentException e) {
      throw new CommandException(
          ExitCode.USAGE, "NAME: %s, found '%s'".formatted(e.getMessage(), name), e);
    }
  }
}
