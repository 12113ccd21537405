package org.bolillero.console;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** What can be shown on standard error. */
final class StandardError {
  private static final int TYPE_MASK = 0170000;
  private static final int CHARACTER_DEVICE = 0020000;

  private StandardError() {}

  /** Whether it is a terminal that can move its cursor. */
  static boolean canShowProgress(Map<String, String> environment) {
    return !environment.getOrDefault("TERM", "dumb").equals("dumb")
        && isTerminal(Path.of("/dev/fd/2"), Path.of("/dev/null"));
  }

  /** How wide it is, if the environment says so; otherwise 80, as most terminals are. */
  static int columns(Map<String, String> environment) {
    String columns = environment.getOrDefault("COLUMNS", "");
    return columns.matches("[1-9]\\d{1,2}") ? Integer.parseInt(columns) : 80;
  }

  /**
   * Whether a file is a character device other than the null device. Of all that standard error is
   * ever connected to, that is only a terminal. {@code System.console()} does not look at it.
   */
  static boolean isTerminal(Path file, Path nullDevice) {
    try {
      int mode = (int) Files.getAttribute(file, "unix:mode");
      return (mode & TYPE_MASK) == CHARACTER_DEVICE
          && !Files.getAttribute(file, "unix:rdev")
              .equals(Files.getAttribute(nullDevice, "unix:rdev"));
    } catch (IOException | UnsupportedOperationException _) {
      // Closed, or a system without such files.
      return false;
    }
  }
}
