package org.bolillero.console;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Properties;

/**
 * The clock that tells today's date, the latest allowed date of birth. A clock that is behind the
 * program's own build is wrong, and good bets would be refused.
 */
public final class DayClock {
  private static final String BUILD = "build.properties";

  private DayClock() {}

  /**
   * {@return the system's clock in the system's time zone}
   *
   * @throws CommandException if it shows a day before the one that the program was built on
   */
  public static Clock system() throws CommandException {
    return checked(Clock.system(ZoneId.systemDefault()));
  }

  static Clock checked(Clock clock) throws CommandException {
    Instant built = built();
    if (clock.instant().isBefore(built)) {
      throw new CommandException(
          ExitCode.USAGE,
          "the clock: expected a day from %s on, when this program was built; today is %s by it: set the clock of this machine"
              .formatted(LocalDate.ofInstant(built, ZoneOffset.UTC), LocalDate.now(clock)));
    }
    return clock;
  }

  /** When the program was built: the date of its jars, which is the same for the same sources. */
  static Instant built() {
    try (InputStream in = requireNonNull(DayClock.class.getResourceAsStream(BUILD), BUILD)) {
      Properties build = new Properties();
      build.load(in);
      return Instant.parse(build.getProperty("date"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
