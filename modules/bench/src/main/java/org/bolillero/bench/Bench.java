package org.bolillero.bench;

import java.util.List;
import org.bolillero.console.CommandGroup;
import org.bolillero.console.ExitCode;
import org.bolillero.console.ManualPage;
import org.bolillero.console.Program;

/** The program {@code bolillero bench}: all its commands. */
final class Bench {
  private Bench() {}

  /** Where the program starts. */
  public static void main(String[] arguments) {
    Program.main(program(), arguments);
  }

  /** All commands, in the order of the help. */
  static CommandGroup program() {
    return new CommandGroup(
        new ManualPage(
            "bolillero bench",
            "Measure the office and the agency.",
            List.of(
                "Each command runs several times and prints a table: the median of the runs, the"
                    + " lowest and the highest. Beside a figure stands what the machine itself gave"
                    + " between the same runs.",
                "BOLILLERO_JAVA_OPTIONS is for the processes that are measured, not for the one"
                    + " that measures."),
            List.of(
                "  bolillero bench intake --frame-bytes 65536 --runs 3 --folder /mnt/disk",
                "  BOLILLERO_JAVA_OPTIONS=-Xmx256m bolillero bench intake --one-at-a-time"),
            List.of(ExitCode.UNREACHABLE, ExitCode.REFUSED, ExitCode.STORAGE_FAILED)),
        List.of(
            new IntakeCommand(),
            new MicroCommand(),
            new DrawCommand(),
            new RecoverCommand(),
            new WholeCommand()));
  }
}
