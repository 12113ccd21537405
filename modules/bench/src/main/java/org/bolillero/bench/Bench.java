package org.bolillero.bench;

import org.bolillero.console.Commands;
import org.bolillero.console.Ends;
import org.bolillero.console.ExitCode;
import org.bolillero.console.Program;
import picocli.CommandLine.Command;

/** The program {@code bolillero bench}: all its commands. */
@Command(
    name = "bolillero bench",
    header = "Measure the office and the agency.",
    description = {
      "Each command runs several times and prints a table: the median of the runs, the lowest and"
          + " the highest. Beside a figure stands what the machine itself gave between the same"
          + " runs.",
      "BOLILLERO_JAVA_OPTIONS is for the processes that are measured, not for the one that"
          + " measures."
    },
    footer = {
      "  bolillero bench intake --frame-bytes 65536 --runs 3 --folder /mnt/disk",
      "  BOLILLERO_JAVA_OPTIONS=-Xmx256m bolillero bench intake --one-at-a-time"
    })
@Commands({
  IntakeCommand.class,
  MicroCommand.class,
  DrawCommand.class,
  RecoverCommand.class,
  WholeCommand.class,
  TlsCommand.class
})
@Ends({ExitCode.UNREACHABLE, ExitCode.REFUSED, ExitCode.STORAGE_FAILED})
final class Bench {
  /** Where the program starts. */
  public static void main(String[] arguments) {
    Program.main(new Bench(), arguments);
  }
}
