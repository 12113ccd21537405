package org.bolillero.console;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;

/**
 * Converts a text to the value of an option, for those types whose errors picocli does not word
 * well. A wrong text leads to an {@link IllegalArgumentException} that says what was expected.
 *
 * @param converter makes the value
 * @param allowed what the help says is allowed; null if it need not say that
 */
record ValueReader(ITypeConverter<?> converter, @Nullable String allowed) {
  private static final String LEVELS =
      Arrays.stream(LogLevel.values())
          .map(LogLevel::name)
          .collect(Collectors.joining(", ", "one of ", ""));

  private static final String FORMATS = "text or json";

  /**
   * The reader for a type; null if there is none. The range is for numbers; a {@link Duration} is a
   * whole number of seconds.
   */
  static @Nullable ValueReader of(Class<?> type, long min, long max) {
    return switch (type.getSimpleName()) {
      case "int", "Integer" -> {
        Range range = new Range(min, Math.min(max, Integer.MAX_VALUE));
        yield new ValueReader(text -> (int) range.read(text), range.allowed());
      }
      case "long", "Long" -> {
        Range range = new Range(min, max);
        yield new ValueReader(range::read, range.allowed());
      }
      case "Duration" -> {
        Range range = new Range(min, max);
        yield new ValueReader(text -> Duration.ofSeconds(range.read(text)), range.allowed());
      }
      case "boolean", "Boolean" -> new ValueReader(ValueReader::truth, null);
      case "Path" -> new ValueReader(ValueReader::path, null);
      case "LogFormat" -> new ValueReader(ValueReader::format, FORMATS);
      case "LogLevel" -> new ValueReader(ValueReader::level, LEVELS);
      default -> null;
    };
  }

  private record Range(long min, long max) {
    @Nullable String allowed() {
      return min == Long.MIN_VALUE && max == Long.MAX_VALUE ? null : text();
    }

    private String text() {
      if (max == Long.MAX_VALUE) {
        return "a whole number" + (min == Long.MIN_VALUE ? "" : " of at least " + min);
      }
      return "a whole number from " + min + " to " + max;
    }

    long read(String text) {
      try {
        long number = Long.parseLong(text.strip());
        if (number >= min && number <= max) {
          return number;
        }
      } catch (NumberFormatException _) {
        // Said below.
      }
      throw new IllegalArgumentException("expected " + text());
    }
  }

  private static boolean truth(String text) {
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("expected true or false");
    };
  }

  private static Path path(String text) {
    String expected = "expected the name of a file or folder, found ";
    if (!Printable.isVisible(text)) {
      throw new IllegalArgumentException(
          expected + (text.isEmpty() ? "nothing" : "nothing that can be seen"));
    }
    if (text.endsWith("\r")) {
      throw new IllegalArgumentException(
          expected
              + "one that ends with a carriage return: what sets it may have lines that end with"
              + " CR LF");
    }
    if (text.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(expected + "one with control characters");
    }
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("expected the name of a file, " + e.getMessage(), e);
    }
  }

  private static LogFormat format(String text) {
    return switch (text.strip().toLowerCase(Locale.ROOT)) {
      case "text" -> LogFormat.TEXT;
      case "json" -> LogFormat.JSON;
      default -> throw new IllegalArgumentException("expected " + FORMATS);
    };
  }

  private static LogLevel level(String text) {
    String name = text.strip().toUpperCase(Locale.ROOT);
    try {
      return LogLevel.valueOf(name.equals("WARN") ? "WARNING" : name);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("expected " + LEVELS, e);
    }
  }
}
