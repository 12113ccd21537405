package org.bolillero.console;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Something that a command can be told: {@code --port 80}, or a parameter without a name. {@link
 * Options} makes it; what is said of it afterwards stands in the help and in error messages; {@link
 * Program} gives it its value before the command runs.
 *
 * <p>An option with a {@link #setting} can also be given by the environment or by a file. Not safe
 * for use by several threads until the command runs; it does not change any more then.
 *
 * @param <T> what its value is
 */
public final class Option<T> {
  private final String name;
  private final Class<?> type;
  private final Function<String, T> reading;
  private final @Nullable String allowed;

  private String label = "VALUE";
  private String key = "";
  private String variablePrefix = "";
  private @Nullable String defaultText;
  private boolean isRequired;
  private List<String> description = List.of();
  private @Nullable T absent;
  private @Nullable T value;

  /**
   * An option without a value.
   *
   * @param type what the value is; {@code Boolean} needs none on the command line, a {@code List}
   *     is of several arguments
   * @param reading makes the value of a text, or throws an {@link IllegalArgumentException} whose
   *     message starts with {@code expected}
   * @param allowed what the help says is allowed, if it has to say that
   */
  Option(String name, Class<?> type, Function<String, T> reading, @Nullable String allowed) {
    this.name = name;
    this.type = type;
    this.reading = reading;
    this.allowed = allowed;
  }

  /**
   * Says what stands for the value in the help.
   *
   * @param text in capitals
   * @return this
   */
  public Option<T> label(String text) {
    label = text;
    return this;
  }

  /**
   * Makes it a setting, whose name in the environment is the key in capitals, with {@code _} for
   * {@code .}.
   *
   * @param fileKey the key in the settings file, such as {@code server.port}
   * @return this
   */
  public Option<T> setting(String fileKey) {
    return setting("", fileKey);
  }

  /**
   * Makes it a setting.
   *
   * @param prefix what its name in the environment starts with, such as {@code CLI_}
   * @param fileKey the key in the settings file, of which the rest of that name is made
   * @return this
   */
  public Option<T> setting(String prefix, String fileKey) {
    variablePrefix = prefix;
    key = fileKey;
    return this;
  }

  /**
   * Says which value it has if none is given.
   *
   * @param other the value, whose text is read as a given one would be
   * @return this
   */
  public Option<T> byDefault(T other) {
    return byDefaultText(String.valueOf(other));
  }

  /**
   * Says which value it has if none is given.
   *
   * @param text the value as a user would write it
   * @return this
   */
  public Option<T> byDefaultText(String text) {
    defaultText = text;
    return this;
  }

  /**
   * Says that a value must be given, somewhere.
   *
   * @return this
   */
  public Option<T> required() {
    isRequired = true;
    return this;
  }

  /**
   * Says what it is for.
   *
   * @param paragraphs sentences
   * @return this
   */
  public Option<T> description(String... paragraphs) {
    description = List.of(paragraphs);
    return this;
  }

  /**
   * The value that was given, or the one by default.
   *
   * @return the value
   * @throws IllegalStateException if there is none, or none yet
   */
  public T value() {
    T found = value;
    if (found == null) {
      throw new IllegalStateException(name + " has no value");
    }
    return found;
  }

  /**
   * The value of an option that need not be given.
   *
   * @return the value, if there is one
   */
  public Optional<T> found() {
    return Optional.ofNullable(value);
  }

  /** How a user calls it on the command line. */
  String name() {
    return name;
  }

  boolean isParameter() {
    return !name.startsWith("-");
  }

  Class<?> type() {
    return type;
  }

  String label() {
    return label;
  }

  boolean isRequired() {
    return isRequired;
  }

  @Nullable String defaultText() {
    return defaultText;
  }

  List<String> description() {
    return description;
  }

  /** The key in the settings file, if the option can be set there, and so in the environment. */
  Optional<String> key() {
    return key.isEmpty() ? Optional.empty() : Optional.of(key);
  }

  Optional<String> variable() {
    return key().map(text -> variable(variablePrefix, text));
  }

  static String variable(String prefix, String key) {
    return prefix + key.replace('.', '_').toUpperCase(Locale.ROOT);
  }

  /** All its names, for a message that says that it is missing. */
  String allNames() {
    return variable()
        .map(variable -> name + " (or " + variable + ", or " + key + " in a file)")
        .orElse(name);
  }

  /** The facts that the help adds to the description. */
  List<String> facts() {
    List<String> facts = new ArrayList<>();
    if (isRequired) {
      facts.add("Required.");
    }
    if (allowed != null) {
      facts.add("Allowed: " + allowed);
    }
    if (defaultText != null) {
      facts.add("Default: " + defaultText);
    }
    variable().ifPresent(variable -> facts.add("Environment: " + variable));
    key().ifPresent(text -> facts.add("File: " + text));
    return facts;
  }

  /** Parses a value, or throws an {@link IllegalArgumentException} that says what was expected. */
  T read(String text) {
    return reading.apply(text);
  }

  /** Says what not giving it means, which the help need not say. */
  Option<T> ifAbsent(T other) {
    absent = other;
    value = other;
    return this;
  }

  /** Sets the value; null if none was given. */
  @SuppressWarnings("unchecked") // it is one that was read, or several
  void set(@Nullable Object given) {
    value = given == null ? absent : (T) given;
  }
}
