package org.bolillero.client;

import org.bolillero.console.Setting;
import org.bolillero.console.Termination;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option for the exit code of a command that a signal interrupts. */
final class ExitOnSignal {
  @Option(
      names = "--exit-on-signal",
      paramLabel = "CODE",
      description =
          "When a signal interrupts the command, exit with this code instead of 143 (SIGTERM), 130"
              + " (SIGINT) or 129 (SIGHUP). With 0, whoever started it believes that it is done.")
  @Setting(prefix = AgencySettings.PREFIX, key = "exit_on_signal", min = 0, max = 255)
  private @Nullable Integer code;

  void apply() {
    if (code != null) {
      Termination.exitOnSignal(code);
    }
  }
}
