package org.bolillero.console;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The option {@code --config}, which every command has that has a {@link Setting} with a key. */
public final class SettingsFile {
  private static final String NAME = "--config";

  private SettingsFile() {}

  /**
   * The file that was named.
   *
   * @param command the command, whose options have been read
   * @return the file, if one was named
   */
  public static Optional<Path> of(CommandSpec command) {
    return Optional.ofNullable(command.findOption(NAME)).map(OptionSpec::getValue);
  }

  static OptionSpec option() {
    return OptionSpec.builder(NAME)
        .type(Path.class)
        .paramLabel("FILE")
        .description("A file of settings, YAML or NAME=value lines.")
        .build();
  }
}
