package org.bolillero.console;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option {@code --config}, as a mixin for every command that has settings. */
public final class SettingsFile {
  @Option(
      names = "--config",
      paramLabel = "FILE",
      description = "Read settings from this YAML file.")
  private @Nullable Path file;

  /** For picocli, which sets the file. */
  public SettingsFile() {}

  @Nullable Path file() {
    return file;
  }
}
