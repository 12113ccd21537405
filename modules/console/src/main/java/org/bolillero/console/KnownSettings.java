package org.bolillero.console;

import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/**
 * What a settings file may contain: the settings of all commands, since an agency may use one file
 * for several, and settings of existing deployments that have no effect here.
 *
 * @param keys by their names in the environment
 * @param withoutEffect the keys among them that mean nothing to any command
 */
record KnownSettings(Map<String, String> keys, Set<String> withoutEffect) {
  /** Up to how many wrong letters another name is suggested, however short a name is. */
  private static final int TYPING_ERRORS_MIN = 2;

  /** The settings of a program. */
  static KnownSettings of(CommandSpec program) {
    KnownSettings known = new KnownSettings(new TreeMap<>(), new TreeSet<>());
    known.add(program);
    return known;
  }

  private void add(CommandSpec command) {
    for (ArgSpec argument : command.args()) {
      SettingSpec spec = SettingSpec.of(argument);
      spec.key().ifPresent(key -> keys.put(spec.variable().orElseThrow(), key));
    }
    addWithoutEffect(command);
    command.mixins().values().forEach(this::addWithoutEffect);
    command.subcommands().values().forEach(each -> add(each.getCommandSpec()));
  }

  private void addWithoutEffect(CommandSpec command) {
    var found = command.userObject().getClass().getAnnotation(Setting.WithoutEffect.class);
    if (found != null) {
      for (String key : found.keys()) {
        keys.put(SettingSpec.variable(found.prefix(), key), key);
        withoutEffect.add(key);
      }
    }
  }

  boolean isKey(String text) {
    return keys.containsValue(text);
  }

  /** Whether there are keys below a text. */
  boolean isStart(String text) {
    return keys.values().stream().anyMatch(each -> each.startsWith(text + "."));
  }

  /** Says that a text is no key, and which one is likely to be meant. */
  String unknownKey(String text) {
    return unknown(text, keys.values());
  }

  /** Says that a text is no name in the environment, and which one is likely to be meant. */
  String unknownVariable(String text) {
    return unknown(text, keys.keySet());
  }

  private static String unknown(String text, Collection<String> names) {
    int enough = Math.max(TYPING_ERRORS_MIN, text.length() / 3);
    String likely =
        names.stream()
            .filter(each -> distance(text, each) <= enough)
            .min(Comparator.comparingInt(each -> distance(text, each)))
            .map(each -> ", did you mean " + each + "?")
            .orElse("");
    return "unknown setting " + text + likely;
  }

  /** How many letters must be inserted, deleted or replaced to turn one text into another. */
  static int distance(String from, String to) {
    int[] above = new int[to.length() + 1];
    for (int column = 0; column <= to.length(); column++) {
      above[column] = column;
    }
    for (int row = 1; row <= from.length(); row++) {
      int[] line = new int[to.length() + 1];
      line[0] = row;
      for (int column = 1; column <= to.length(); column++) {
        int replaced = from.charAt(row - 1) == to.charAt(column - 1) ? 0 : 1;
        line[column] =
            Math.min(above[column - 1] + replaced, 1 + Math.min(above[column], line[column - 1]));
      }
      above = line;
    }
    return above[to.length()];
  }
}
