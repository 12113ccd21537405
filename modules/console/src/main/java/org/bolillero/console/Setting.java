package org.bolillero.console;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;

/** What annotations say about an option: its other names, its range, its default. */
record Setting(ArgSpec argument) {

  /** The key in the settings file, if the option can be set there, and so in the environment. */
  Optional<String> key() {
    return Optional.ofNullable(argument.descriptionKey()).filter(key -> !key.isEmpty());
  }

  Optional<String> environmentName() {
    return key().map(key -> prefix() + key.replace('.', '_').toUpperCase(Locale.ROOT));
  }

  Optional<Range> range() {
    return Optional.ofNullable(field()).map(field -> field.getAnnotation(Range.class));
  }

  /** How a user calls it on the command line. */
  String name() {
    return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
  }

  /** All its names, for a message that says that it is missing. */
  String allNames() {
    return environmentName()
        .map(
            variable -> name() + " (or " + variable + ", or " + key().orElseThrow() + " in a file)")
        .orElse(name());
  }

  /** What is allowed, if the annotation or the type says it. */
  Optional<String> allowed() {
    if (range().isPresent()) {
      return Optional.of("a whole number " + bounds(range().orElseThrow()));
    }
    @Nullable Object[] constants = argument.type().getEnumConstants();
    return constants == null ? Optional.empty() : Optional.of("one of " + joined(constants));
  }

  /** The facts that the help adds to the description. */
  List<String> facts() {
    List<String> facts = new ArrayList<>();
    if (argument.required()) {
      facts.add("Required.");
    }
    allowed().ifPresent(allowed -> facts.add("Allowed: " + allowed));
    if (argument.defaultValue() != null) {
      facts.add("Default: " + argument.defaultValue());
    }
    environmentName().ifPresent(name -> facts.add("Environment: " + name));
    key().ifPresent(key -> facts.add("File: " + key));
    return facts;
  }

  /** Whether a value is within the range, if there is one. */
  boolean allows(Object value) {
    return !(value instanceof Number number)
        || range()
            .map(range -> number.longValue() >= range.min() && number.longValue() <= range.max())
            .orElse(true);
  }

  private String prefix() {
    Field field = field();
    EnvironmentPrefix prefix =
        field == null ? null : field.getDeclaringClass().getAnnotation(EnvironmentPrefix.class);
    return prefix == null ? "" : prefix.value();
  }

  private static String bounds(Range range) {
    return range.max() == Long.MAX_VALUE
        ? "of at least " + range.min()
        : "from " + range.min() + " to " + range.max();
  }

  private static String joined(@Nullable Object[] values) {
    return Arrays.stream(values).map(String::valueOf).collect(Collectors.joining(", "));
  }

  private @Nullable Field field() {
    return argument.userObject() instanceof Field field ? field : null;
  }
}
