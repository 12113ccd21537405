package org.bolillero.console;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** What kind of thing standard error is. */
final class StandardError {
  private static final int TYPE_MASK = 0170000;
  private static final int CHARACTER_DEVICE = 0020000;

  private StandardError() {}

  /** Whether it is a terminal that can move its cursor. */
  static boolean canShowProgress(Map<String, String> environment) {
    return !environment.getOrDefault("TERM", "dumb").equals("dumb")
        && isTerminal(Path.of("/dev/fd/2"), Path.of("/dev/null"));
  }

  /** How wide it is, if the environment says so; otherwise as wide as all terminals are. */
  static int columns(Map<String, String> environment) {
    String columns = environment.getOrDefault("COLUMNS", "");
    return columns.matches("[1-9]\\d{1,2}") ? Integer.parseInt(columns) : 80;
  }

  /**
   * Whether a file is a character device other than the null device, which among the things that
   * standard error is ever redirected to says: a terminal. {@code System.console()} knows this of
   * standard input and output only.
   */
  static boolean isTerminal(Path file, Path nullDevice) {
    try {
      int mode = (int) Files.getAttribute(file, "unix:mode");
      return (mode & TYPE_MASK) == CHARACTER_DEVICE
          && !Files.getAttribute(file, "unix:rdev")
              .equals(Files.getAttribute(nullDevice, "unix:rdev"));
    } catch (IOException | UnsupportedOperationException _) {
      // Closed, or a system without such files: nobody is looking.
      return false;
    }
  }
}
