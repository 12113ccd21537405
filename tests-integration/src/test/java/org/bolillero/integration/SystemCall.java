package org.bolillero.integration;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * A call of the system, as a report of strace has it.
 *
 * @param name what was called
 * @param arguments as strace writes them; those that the system fills in are there at the end only
 * @param result what the call has returned, -1 if it failed or has not returned yet
 * @param began the line in which it began, counted over all reports
 * @param line the line that tells this, later than {@code began} if others stand between
 */
record SystemCall(String name, List<String> arguments, long result, int began, int line) {

  /** Takes apart what stands between the parentheses. */
  static SystemCall of(String name, String arguments, String result, int began, int line) {
    return new SystemCall(name, split(arguments), number(result), began, line);
  }

  /** At commas, but for those within structures. Texts are hexadecimal and have no commas. */
  private static List<String> split(String arguments) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    int start = 0;
    for (int i = 0; i < arguments.length(); i++) {
      switch (arguments.charAt(i)) {
        case '{', '[', '(' -> depth++;
        case '}', ']', ')' -> depth--;
        case ',' -> {
          if (depth == 0) {
            parts.add(arguments.substring(start, i).strip());
            start = i + 1;
          }
        }
        default -> {} // A part of an argument.
      }
    }
    parts.add(arguments.substring(start).strip());
    return parts;
  }

  private static long number(String result) {
    String first = result.strip().split(" ", 2)[0];
    return first.isEmpty() || first.equals("?") ? -1 : Long.decode(first);
  }

  boolean succeeded() {
    return result >= 0;
  }

  int descriptor(int argument) {
    return Integer.parseInt(arguments.get(argument));
  }

  long number(int argument) {
    return Long.parseLong(arguments.get(argument));
  }

  String path(int argument) {
    return new String(bytes(argument), UTF_8);
  }

  byte[] bytes(int argument) {
    String text = arguments.get(argument);
    if (!text.endsWith("\"")) {
      throw new IllegalStateException("line " + line + ": the report does not have all bytes");
    }
    return HexFormat.of().parseHex(text.substring(1, text.length() - 1).replace("\\x", ""));
  }

  /** Whether an argument is there and has the flag. */
  boolean has(int argument, String flag) {
    return argument < arguments.size() && arguments.get(argument).contains(flag);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("line " + line + ", " + name);
    for (String each : arguments) {
      text.append(' ').append(each.length() > 80 ? each.substring(0, 80) + "…" : each);
    }
    return text.toString();
  }
}
