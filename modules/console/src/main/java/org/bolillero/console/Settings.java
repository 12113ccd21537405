package org.bolillero.console;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.bolillero.console.SettingsFileReader.Value;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/**
 * Finds the value of an option that is not on the command line: in the environment, else in the
 * settings file; else picocli takes the default. Remembers where it was, for error messages. An
 * empty environment variable counts as unset, because that is what Compose makes of a variable that
 * nobody has set.
 */
final class Settings implements IDefaultValueProvider {
  private static final String FILE = "--config";

  private final Map<String, String> environment;
  private final Map<ArgSpec, String> sources = new HashMap<>();

  /** What the file of the command that was called sets, once it is read. */
  private @Nullable Map<String, Value> fileValues;

  Settings(Map<String, String> environment) {
    this.environment = environment;
  }

  /** The option {@value #FILE}, which every command has that has a {@link Setting} with a key. */
  static OptionSpec fileOption() {
    return OptionSpec.builder(FILE)
        .type(Path.class)
        .paramLabel("FILE")
        .description("A file of settings, YAML or NAME=value lines.")
        .build();
  }

  /** The settings file that the user has named, if any. */
  static Optional<Path> file(CommandSpec command) {
    return Optional.ofNullable(command.findOption(FILE)).map(OptionSpec::getValue);
  }

  @Override
  public @Nullable String defaultValue(ArgSpec argument) {
    String value = value(argument);
    // Escaped, because picocli would take a ${...} in it for a variable of its own.
    return value == null ? null : value.replace("$", "$$");
  }

  private @Nullable String value(ArgSpec argument) {
    SettingSpec spec = SettingSpec.of(argument);
    if (spec.key().isEmpty()) {
      return null;
    }
    String key = spec.key().get();
    String variable = spec.variable().orElseThrow();
    String fromEnvironment = environment.getOrDefault(variable, "");
    if (!fromEnvironment.isEmpty()) {
      sources.put(argument, variable + "=");
      return fromEnvironment;
    }
    Path file = file(argument.command()).orElse(null);
    Value fromFile = file == null ? null : read(argument.command(), file).get(key);
    if (fromFile != null) {
      sources.put(argument, file + ", line " + fromFile.line() + ": " + key + ": ");
      return fromFile.text();
    }
    return null;
  }

  /** Checks the file of a command, also if every setting comes from elsewhere. */
  void checkFile(CommandSpec command) {
    file(command).ifPresent(file -> read(command, file));
  }

  /** Names the place that the value of an option comes from, as the start of a message. */
  String source(SettingSpec spec) {
    String separator = spec.argument().isOption() ? "=" : ": ";
    return sources.getOrDefault(spec.argument(), spec.name() + separator);
  }

  private Map<String, Value> read(CommandSpec command, Path file) {
    Map<String, Value> values = fileValues;
    if (values == null) {
      KnownSettings known = KnownSettings.of(CommandModel.whole(command));
      try {
        values = SettingsFileReader.read(file, known);
      } catch (CommandException e) {
        throw new ParameterException(command.commandLine(), String.valueOf(e.getMessage()), e);
      }
      fileValues = values;
      warn(command, file, values, known);
    }
    return values;
  }

  /** Warns once of the lines in a file that have no effect in this program. */
  private static void warn(
      CommandSpec command, Path file, Map<String, Value> values, KnownSettings known) {
    String idle =
        values.entrySet().stream()
            .filter(each -> known.withoutEffect().contains(each.getKey()))
            .map(each -> each.getKey() + " (line " + each.getValue().line() + ")")
            .collect(Collectors.joining(", "));
    if (!idle.isEmpty()) {
      Failures.print(
          command.commandLine().getErr(), "warning: " + file + ": without effect here: " + idle);
    }
  }
}
