package org.bolillero.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.bolillero.console.Commands;
import org.bolillero.console.Program;
import org.bolillero.console.Setting;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** The tables of settings in {@code docs/operations.md} say what the commands say. */
class SettingsPageTest {
  private static final Path PAGE = Path.of("../../docs/operations.md");
  private static final int COLUMNS = 5;

  @ParameterizedTest
  @CsvSource({
    "### The office, server",
    "### The agency, agency bet ping",
    "### The officials, draw"
  })
  void theTableHasEverySettingWithItsNamesItsDefaultAndItsRange(String title, String commands)
      throws IOException {
    Map<String, List<String>> rows = rows(title);
    Set<String> known = new HashSet<>();
    CommandLine program = Program.describe(new Bolillero());
    for (String command : commands.split(" ", -1)) {
      for (OptionSpec option : options(program, command)) {
        List<String> row = rows.get("`" + option.longestName() + "`");
        assertNotNull(row, () -> option.longestName() + " is not in the table of " + title);
        check(option, row);
        known.add("`" + option.longestName() + "`");
      }
    }
    assertEquals(known, rows.keySet());
  }

  private static List<OptionSpec> options(CommandLine program, String command) {
    return program.getSubcommands().entrySet().stream()
        .filter(each -> each.getKey().equals(command))
        .flatMap(each -> withAllBelow(each.getValue()))
        .flatMap(each -> each.getCommandSpec().options().stream())
        .filter(option -> option.userObject() instanceof Field)
        .toList();
  }

  private static Stream<CommandLine> withAllBelow(CommandLine command) {
    return Stream.concat(
        Stream.of(command),
        command.getSubcommands().values().stream()
            // What has nothing but its name from the command above is on the officials' page.
            .filter(each -> !each.getCommand().getClass().isAnnotationPresent(Commands.Below.class))
            .flatMap(SettingsPageTest::withAllBelow));
  }

  private static void check(OptionSpec option, List<String> row) {
    Setting setting = ((Field) option.userObject()).getAnnotation(Setting.class);
    String key = setting == null ? "" : setting.key();
    String variable =
        key.isEmpty() ? "" : setting.prefix() + key.replace('.', '_').toUpperCase(Locale.ROOT);
    assertEquals(quoted(variable), row.get(1), row::toString);
    assertEquals(quoted(key), row.get(2), row::toString);
    String byDefault = row.get(3).replace(",", "");
    if (option.required()) {
      assertEquals("needed", byDefault, row::toString);
    } else if (option.defaultValue() != null) {
      assertEquals(option.defaultValue(), byDefault, row::toString);
    }
    String allowed = row.get(4).replace(",", "");
    if (setting != null && setting.min() != Long.MIN_VALUE) {
      assertTrue(allowed.startsWith(range(option, setting)), row::toString);
    } else if (option.arity().max() == 0 && setting != null) {
      assertEquals("false", byDefault, row::toString);
      assertTrue(allowed.startsWith("true false"), row::toString);
    }
  }

  private static String range(OptionSpec option, Setting setting) {
    boolean isLong = option.auxiliaryTypes()[0].getSimpleName().equalsIgnoreCase("long");
    long max = isLong ? setting.max() : Math.min(setting.max(), Integer.MAX_VALUE);
    return setting.min() + (max == Long.MAX_VALUE ? " or more" : " to " + max);
  }

  private static String quoted(String name) {
    return name.isEmpty() ? "" : "`" + name + "`";
  }

  /** The rows of the table below a title, by their first column. */
  private static Map<String, List<String>> rows(String title) throws IOException {
    Map<String, List<String>> rows = new HashMap<>();
    Files.readAllLines(PAGE).stream()
        .dropWhile(line -> !line.equals(title))
        .skip(1)
        .takeWhile(line -> !line.startsWith("#"))
        .filter(line -> line.startsWith("| `"))
        .forEach(line -> {
          String[] cells = line.substring(1).split("\\|", -1);
          List<String> row = Arrays.stream(cells).map(String::strip).limit(COLUMNS).toList();
          assertEquals(COLUMNS + 1, cells.length, line);
          assertEquals(null, rows.put(row.getFirst(), row), line);
        });
    return rows;
  }
}
