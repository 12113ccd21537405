package org.bolillero.console;

import java.lang.reflect.AnnotatedElement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Everything that is known of an option: what picocli knows, and its {@link Setting}. */
record SettingSpec(ArgSpec argument, @Nullable Setting setting) {

  static SettingSpec of(ArgSpec argument) {
    return new SettingSpec(
        argument,
        argument.userObject() instanceof AnnotatedElement field
            ? field.getAnnotation(Setting.class)
            : null);
  }

  /** The name in the environment of a setting with this key. */
  static String variable(String prefix, String key) {
    return prefix + key.replace('.', '_').toUpperCase(Locale.ROOT);
  }

  /** How a user calls it on the command line. */
  String name() {
    return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
  }

  /** The key in a settings file, if it can be set there, and so in the environment. */
  Optional<String> key() {
    return Optional.ofNullable(setting).map(Setting::key).filter(key -> !key.isEmpty());
  }

  Optional<String> variable() {
    String prefix = setting == null ? "" : setting.prefix();
    return key().map(key -> variable(prefix, key));
  }

  /** All its names, for a message that says that it is missing. */
  String allNames() {
    return variable()
        .map(variable -> "%s (or %s, or %s in a file)".formatted(name(), variable, key().get()))
        .orElse(name());
  }

  /** How a text becomes its value; null if picocli does it, or a converter of its own. */
  @Nullable ValueReader reader() {
    return argument.converters().length > 0
        ? null
        : ValueReader.of(
            argument.auxiliaryTypes()[0],
            setting == null ? Long.MIN_VALUE : setting.min(),
            setting == null ? Long.MAX_VALUE : setting.max());
  }

  /** What the help adds to the description. */
  List<String> facts() {
    List<String> facts = new ArrayList<>();
    if (argument.required()) {
      facts.add("Required.");
    }
    ValueReader reader = reader();
    if (reader != null && reader.allowed() != null) {
      facts.add("Allowed: " + reader.allowed());
    }
    if (argument.defaultValue() != null) {
      facts.add("Default: " + argument.defaultValue());
    }
    variable().ifPresent(variable -> facts.add("Environment: " + variable));
    key().ifPresent(key -> facts.add("File: " + key));
    return facts;
  }
}
