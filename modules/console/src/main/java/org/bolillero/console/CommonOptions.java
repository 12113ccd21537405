package org.bolillero.console;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The options that {@link Program} adds: --help to every command, --config to those with settings.
 */
final class CommonOptions {
  private CommonOptions() {}

  static void addTo(CommandSpec command) {
    boolean hasSettings =
        command.args().stream().anyMatch(argument -> new Setting(argument).key().isPresent());
    if (hasSettings && command.findOption("--config") == null) {
      command.addMixin("settingsFile", CommandSpec.forAnnotatedObject(new SettingsFile()));
    }
    if (command.findOption("--help") == null) {
      command.addOption(
          OptionSpec.builder("-h", "--help")
              .usageHelp(true)
              .type(boolean.class)
              .description("Show this help and end.")
              .build());
    }
    for (CommandLine subcommand : command.subcommands().values()) {
      addTo(subcommand.getCommandSpec());
    }
  }
}
