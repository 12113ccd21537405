package org.bolillero.console;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes the options of one command and keeps them in the order of its help. A name that does not
 * start with {@code -} makes a parameter, of which a command has one at most. If one of them is a
 * setting, the command also has {@code --config}.
 *
 * <p>They are made by code, not by annotations, because a start would take longer to read those
 * than for all else that it does with its command line. Not safe for use by several threads.
 */
public final class Options {
  private final List<Option<?>> all = new ArrayList<>();
  private final Map<String, String> withoutEffect = new LinkedHashMap<>();
  private final Option<Path> settingsFile =
      new Option<>("--config", Path.class, Options::readPath, null);

  /** Makes none yet. */
  public Options() {
    settingsFile.label("FILE").description("A file of settings, YAML or NAME=value lines.");
  }

  /**
   * Adds a whole number.
   *
   * @param name its name, such as {@code --port}
   * @param min the lowest that is allowed
   * @param max the highest that is allowed
   * @return the option
   */
  public Option<Integer> number(String name, int min, int max) {
    String allowed = range(min, max);
    return add(name, Integer.class, text -> (int) readNumber(text, min, max, allowed), allowed);
  }

  /**
   * Adds a whole number that may be large.
   *
   * @param name its name
   * @param min the lowest that is allowed
   * @param max the highest that is allowed; {@link Long#MAX_VALUE} if there is none
   * @return the option
   */
  public Option<Long> count(String name, long min, long max) {
    String allowed = range(min, max);
    return add(name, Long.class, text -> readNumber(text, min, max, allowed), allowed);
  }

  /**
   * Adds several whole numbers, with commas between them.
   *
   * @param name its name
   * @param min the lowest that is allowed
   * @param max the highest that is allowed
   * @return the option
   */
  public Option<List<Long>> counts(String name, long min, long max) {
    String allowed = range(min, max);
    return add(
        name,
        Object.class,
        text ->
            Arrays.stream(text.split(",", -1))
                .map(each -> readNumber(each, min, max, allowed))
                .toList(),
        allowed + ", or several with commas between");
  }

  /**
   * Adds a whole number of which every one is as good as another.
   *
   * @param name its name
   * @return the option
   */
  public Option<Long> seed(String name) {
    return add(
        name,
        Long.class,
        text -> readNumber(text, Long.MIN_VALUE, Long.MAX_VALUE, "a whole number"),
        null);
  }

  /**
   * Adds what is either said or not.
   *
   * @param name its name
   * @return the option, false by default
   */
  public Option<Boolean> flag(String name) {
    return add(name, Boolean.class, Options::readTruth, null).ifAbsent(false);
  }

  /**
   * Adds the name of a file or of a folder.
   *
   * @param name its name
   * @return the option
   */
  public Option<Path> path(String name) {
    return add(name, Path.class, Options::readPath, null);
  }

  /**
   * Adds a text, which is taken as it is.
   *
   * @param name its name
   * @return the option
   */
  public Option<String> text(String name) {
    return add(name, String.class, text -> text, null);
  }

  /**
   * Adds a parameter of which there may be any number.
   *
   * @param name what stands for it in the help
   * @return the parameter, an empty list by default
   */
  public Option<List<String>> texts(String name) {
    return add(name, List.class, List::<String>of, null).ifAbsent(List.of());
  }

  /**
   * Adds how much is logged.
   *
   * @param name its name
   * @return the option
   */
  public Option<LogLevel> level(String name) {
    String allowed =
        Arrays.stream(LogLevel.values())
            .map(LogLevel::name)
            .collect(Collectors.joining(", ", "one of ", ""));
    return add(name, LogLevel.class, text -> readLevel(text, allowed), allowed);
  }

  /**
   * Adds a value of another kind.
   *
   * @param name its name
   * @param reading makes the value of a text, or throws an {@link IllegalArgumentException} whose
   *     message says what was expected
   * @param <T> what the value is
   * @return the option
   */
  public <T> Option<T> value(String name, Function<String, T> reading) {
    return add(name, Object.class, reading, null);
  }

  /**
   * Accepts settings in a file that existing deployments have and that mean nothing here. They are
   * named in a warning.
   *
   * @param prefix what their names in the environment start with
   * @param fileKeys their keys in the settings file
   */
  public void acceptWithoutEffect(String prefix, String... fileKeys) {
    for (String key : fileKeys) {
      withoutEffect.put(Option.variable(prefix, key), key);
    }
  }

  /** The keys of settings that mean nothing, by their names in the environment. */
  Map<String, String> withoutEffect() {
    return withoutEffect;
  }

  /** All that were made, and {@code --config} if there is a setting among them. */
  List<Option<?>> all() {
    List<Option<?>> found = new ArrayList<>(all);
    if (all.stream().anyMatch(each -> each.key().isPresent())) {
      found.add(settingsFile);
    }
    return found;
  }

  /**
   * The file that {@code --config} names.
   *
   * @return the file, if one is named
   */
  public Optional<Path> settingsFile() {
    return settingsFile.found();
  }

  private <T> Option<T> add(
      String name, Class<?> type, Function<String, T> reading, @Nullable String allowed) {
    var option = new Option<>(name, type, reading, allowed);
    all.add(option);
    return option;
  }

  private static String range(long min, long max) {
    return max == Long.MAX_VALUE
        ? "a whole number of at least " + min
        : "a whole number from " + min + " to " + max;
  }

  private static long readNumber(String text, long min, long max, String allowed) {
    long number;
    try {
      number = Long.parseLong(text.strip());
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("expected " + allowed, e);
    }
    if (number < min || number > max) {
      throw new IllegalArgumentException("expected " + allowed);
    }
    return number;
  }

  private static boolean readTruth(String text) {
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("expected true or false");
    };
  }

  private static Path readPath(String text) {
    if (!Printable.hasInk(text)) {
      throw new IllegalArgumentException(
          "expected the name of a file or folder, found "
              + (text.isEmpty() ? "nothing" : "nothing that can be seen"));
    }
    if (text.endsWith("\r")) {
      throw new IllegalArgumentException(
          "expected the name of a file or folder, found one that ends with a carriage return: what"
              + " sets it may have lines that end with CR LF");
    }
    if (text.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "expected the name of a file or folder, found one with control characters");
    }
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("expected the name of a file, " + e.getMessage(), e);
    }
  }

  private static LogLevel readLevel(String text, String allowed) {
    String name = text.strip().toUpperCase(Locale.ROOT);
    try {
      return LogLevel.valueOf(name.equals("WARN") ? "WARNING" : name);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("expected " + allowed, e);
    }
  }
}
