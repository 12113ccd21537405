package org.bolillero.pki;

import java.net.InetAddress;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the names and addresses by which agencies reach an office. */
final class OfficeNames {
  private static final int NAME_MAX = 253;
  private static final Pattern LABELS =
      Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*");
  private static final Pattern FOUR_NUMBERS = Pattern.compile("[0-9]+(\\.[0-9]+){3}");
  private static final Pattern NUMERIC_END = Pattern.compile("(.*\\.)?[0-9]+");

  private OfficeNames() {}

  /**
   * Reads names as people write them. No name is looked up.
   *
   * @throws IllegalArgumentException if one of them is none
   */
  static List<String> read(List<String> texts) {
    Set<String> names = new LinkedHashSet<>();
    for (String text : texts) {
      names.add(read(text));
    }
    return List.copyOf(names);
  }

  private static String read(String text) {
    String name = text.strip().toLowerCase(Locale.ROOT);
    if (isAddress(name) && !name.contains("%")) {
      try {
        return InetAddress.ofLiteral(name).getHostAddress();
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(expected(text), e);
      }
    }
    boolean isName =
        name.length() <= NAME_MAX
            && LABELS.matcher(name).matches()
            && !NUMERIC_END.matcher(name).matches();
    if (!isName) {
      throw new IllegalArgumentException(expected(text));
    }
    return name;
  }

  private static String expected(String text) {
    String hint = "";
    if (text.matches("[^:]+:[0-9]+")) {
      hint = " (without its port)";
    } else if (text.contains("_")) {
      hint = " (a name of a machine has no underscores)";
    } else if (text.contains("*")) {
      hint = " (each name in full)";
    }
    return "expected a name or an address of the office, such as office.example or 192.0.2.7%s, found '%s'"
        .formatted(hint, text);
  }

  /** Whether a name is an address, and not a name. */
  static boolean isAddress(String name) {
    return FOUR_NUMBERS.matcher(name).matches()
        || (name.contains(":") && !name.matches("[^:]+:[0-9]+"));
  }
}
