package org.bolillero.bench;

import java.util.concurrent.Callable;
import org.bolillero.console.ExitCode;
import org.bolillero.console.ExitCodes;
import org.bolillero.console.Program;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command {@code bolillero bench}, which does nothing itself. */
@Command(
    name = "bolillero bench",
    header = "Measure the office and the agency.",
    description = {
      "Each command runs several times and prints a table: the median of the runs, the lowest and"
          + " the highest. Beside a figure stands what the machine itself gave in the same runs,"
          + " one thread that writes and forces, bytes over the loopback, a scan of the memory, and"
          + " how much of that the figure is.",
      "BOLILLERO_JAVA_OPTIONS is for the processes that are measured, not for the one that"
          + " measures."
    },
    footer = {
      "  bolillero bench intake",
      "  bolillero bench intake --frame-bytes 65536 --runs 3 --folder /mnt/disk",
      "  BOLILLERO_JAVA_OPTIONS=-Xmx256m bolillero bench intake --one-at-a-time"
    },
    subcommands = {
      ClientCommand.class,
      IntakeCommand.class,
      MicroCommand.class,
      DrawCommand.class,
      RecoverCommand.class,
      StartCommand.class,
      WholeCommand.class
    })
@ExitCodes({ExitCode.UNREACHABLE, ExitCode.REFUSED, ExitCode.STORAGE_FAILED})
final class Bench implements Callable<Integer> {
  @Spec private CommandSpec spec;

  Bench() {}

  /** Where the program starts. */
  public static void main(String[] arguments) {
    Program.main(new Bench(), arguments);
  }

  /** Without a command there is nothing to do but to say which there are. */
  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return ExitCode.USAGE.code();
  }
}
