package org.bolillero.console;

import java.time.Duration;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;

/** How the text of an option becomes a value; what they throw says what was expected. */
final class Converters {
  private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h)");

  private Converters() {}

  static void register(CommandLine commandLine) {
    commandLine.registerConverter(int.class, text -> number(text, Integer::valueOf));
    commandLine.registerConverter(Integer.class, text -> number(text, Integer::valueOf));
    commandLine.registerConverter(long.class, text -> number(text, Long::valueOf));
    commandLine.registerConverter(Long.class, text -> number(text, Long::valueOf));
    commandLine.registerConverter(boolean.class, Converters::truth);
    commandLine.registerConverter(Boolean.class, Converters::truth);
    commandLine.registerConverter(Duration.class, Converters::duration);
    commandLine.registerConverter(LogLevel.class, Converters::logLevel);
  }

  private static <N extends Number> N number(String text, Function<String, N> parse) {
    try {
      return parse.apply(text.strip());
    } catch (NumberFormatException _) {
      throw new TypeConversionException("expected a whole number");
    }
  }

  private static boolean truth(String text) {
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new TypeConversionException("expected true or false");
    };
  }

  private static Duration duration(String text) {
    Matcher matcher = DURATION.matcher(text.strip());
    if (!matcher.matches()) {
      throw new TypeConversionException("expected a duration such as 250ms, 30s, 5m or 1h");
    }
    long count = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "ms" -> Duration.ofMillis(count);
      case "s" -> Duration.ofSeconds(count);
      case "m" -> Duration.ofMinutes(count);
      default -> Duration.ofHours(count);
    };
  }

  private static LogLevel logLevel(String text) {
    String name = text.strip().toUpperCase(Locale.ROOT);
    try {
      return LogLevel.valueOf(name.equals("WARN") ? "WARNING" : name);
    } catch (IllegalArgumentException _) {
      throw new TypeConversionException("expected a level");
    }
  }
}
