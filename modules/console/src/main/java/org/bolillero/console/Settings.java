package org.bolillero.console;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/**
 * Where the value of an option comes from that is not on the command line: the environment, or else
 * the settings file, or else (picocli does that) its default. Remembers which, so that an error can
 * name it. An empty environment variable counts as none, because that is what a composition file
 * makes of a variable that nobody has set.
 */
final class Settings implements IDefaultValueProvider {
  private final Map<String, String> environment;
  private final Supplier<Command> whole;

  private final Map<Option<?>, String> sources = new HashMap<>();

  private final Map<Path, Map<String, SettingsFileReader.Value>> files = new HashMap<>();

  /**
   * Knows no value yet.
   *
   * @param whole makes the program with all its commands; asked only if there is a file
   */
  Settings(Map<String, String> environment, Supplier<Command> whole) {
    this.environment = environment;
    this.whole = whole;
  }

  @Override
  public @Nullable String defaultValue(ArgSpec argument) {
    String value = value(argument);
    // Escaped, because picocli would take a ${...} in it for a variable of its own.
    return value == null ? null : value.replace("$", "$$");
  }

  private @Nullable String value(ArgSpec argument) {
    Option<?> option = CommandModel.option(argument).orElse(null);
    String key = option == null ? null : option.key().orElse(null);
    if (option == null || key == null) {
      return null;
    }
    String variable = option.variable().orElseThrow();
    String fromEnvironment = environment.getOrDefault(variable, "");
    if (!fromEnvironment.isEmpty()) {
      sources.put(option, variable + "=");
      return fromEnvironment;
    }
    Path file = file(argument.command());
    SettingsFileReader.Value fromFile =
        file == null ? null : read(argument.command(), file).get(key);
    if (fromFile != null) {
      sources.put(option, file + ", line " + fromFile.line() + ": " + key + ": ");
      return fromFile.text();
    }
    return null;
  }

  /** Checks the file of a command, also if every setting comes from elsewhere. */
  void checkFile(CommandSpec command) {
    Path file = file(command);
    if (file != null) {
      read(command, file);
    }
  }

  /** What stands before the value of an option in a message: the place that it comes from. */
  String source(Option<?> option) {
    return sources.getOrDefault(option, option.name() + (option.isParameter() ? ": " : "="));
  }

  private Map<String, SettingsFileReader.Value> read(CommandSpec command, Path file) {
    var values = files.get(file);
    if (values == null) {
      try {
        KnownSettings known = KnownSettings.of(whole.get());
        values = SettingsFileReader.read(file, known);
        warn(command, file, values, known);
      } catch (CommandException e) {
        throw new ParameterException(command.commandLine(), String.valueOf(e.getMessage()), e);
      }
      files.put(file, values);
    }
    return values;
  }

  /** Says once which lines of a file of another office or agency do nothing here. */
  private static void warn(
      CommandSpec command,
      Path file,
      Map<String, SettingsFileReader.Value> values,
      KnownSettings known) {
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

  private static @Nullable Path file(CommandSpec command) {
    return CommandModel.command(command).options().settingsFile().orElse(null);
  }
}
