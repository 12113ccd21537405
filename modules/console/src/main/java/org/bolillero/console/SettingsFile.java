package org.bolillero.console;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * The option {@code --config}. {@link Program} adds it to every command that has settings; a
 * command need not have it as a mixin.
 */
public final class SettingsFile {
  @Option(names = "--config", paramLabel = "FILE", description = "A YAML file of settings.")
  private @Nullable Path file;

  /** For picocli, which sets the file. */
  public SettingsFile() {}

  @Nullable Path file() {
    return file;
  }
}
