package org.bolillero.console;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option {@code --config}, which {@link Program} gives to every command with settings. */
final class SettingsFile {
  @Option(names = "--config", paramLabel = "FILE", description = "A YAML file of settings.")
  private @Nullable Path file;

  @Nullable Path file() {
    return file;
  }
}
