package org.bolillero.console;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.bolillero.console.SettingsFileReader.Value;

/**
 * Reads the settings files of existing deployments: {@code [DEFAULT]}, and lines of the form {@code
 * SERVER_PORT = 12345}, with the names that settings have in the environment.
 */
final class IniSettings {
  private static final String SECTION = "[DEFAULT]";

  private IniSettings() {}

  /** Whether a text has this form: it starts with a section, which no settings in YAML do. */
  static boolean isIni(String text) {
    return text.lines()
        .map(String::strip)
        .filter(line -> !isComment(line))
        .findFirst()
        .filter(line -> line.matches("\\[[^\\[\\],:\"']*]"))
        .filter(line -> line.equals(SECTION) || text.lines().anyMatch(each -> each.contains("=")))
        .isPresent();
  }

  /**
   * Reads a text.
   *
   * @param file where it stands
   * @return the values by their keys, as a YAML file of the same settings would have them
   * @throws CommandException if it has another section, or a line of another form
   */
  static Map<String, Value> read(Path file, String text, KnownSettings known)
      throws CommandException {
    Map<String, Value> values = new LinkedHashMap<>();
    int number = 0;
    for (String each : text.lines().toList()) {
      number++;
      String line = each.strip();
      String where = file + ", line " + number + ": ";
      if (isComment(line) || line.equals(SECTION)) {
        continue;
      }
      int equals = line.indexOf('=');
      if (equals < 1) {
        throw problem(where + "expected " + SECTION + " or a line 'NAME = value', found " + line);
      }
      String name = line.substring(0, equals).strip().toUpperCase(Locale.ROOT);
      String key = known.keys().get(name);
      if (key == null) {
        Optional<String> likely = known.likelyVariable(name);
        throw problem(
            where
                + "unknown setting "
                + name
                + likely.map(other -> ", did you mean " + other + "?").orElse(""));
      }
      String value = line.substring(equals + 1).strip();
      if (!value.isEmpty() && values.put(key, new Value(value, number)) != null) {
        throw problem(where + name + " is set twice");
      }
    }
    return values;
  }

  private static boolean isComment(String line) {
    return line.isEmpty() || line.startsWith("#") || line.startsWith(";");
  }

  private static CommandException problem(String message) {
    return new CommandException(ExitCode.USAGE, message);
  }
}
