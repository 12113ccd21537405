package org.bolillero.client;

import java.nio.file.Path;
import java.util.OptionalLong;
import org.bolillero.console.CommandException;
import org.bolillero.console.ExitCode;
import org.bolillero.console.Program;
import org.bolillero.console.Setting;
import org.bolillero.lottery.BetBatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What an agency needs to know to deliver a file of bets: the file, and how to send it. */
public final class DeliverySettings {
  private static final String PREFIX = AgencySettings.PREFIX;

  @Option(
      names = "--file",
      paramLabel = "CSV",
      required = true,
      description = "Deliver the bets of this file.")
  @Setting(prefix = PREFIX, key = "file")
  private Path file;

  @Option(
      names = "--expect-bets",
      description =
          "Finish only if the file has this many bets. Nothing else shows that a file was cut at"
              + " the end of a line.")
  @Setting(prefix = PREFIX, key = "expect_bets", min = 0)
  private @Nullable Long expectedBets;

  @Option(
      names = "--no-bets",
      description = "The file has no bets on purpose. Without this, such a file is refused.")
  @Setting(prefix = PREFIX, key = "no_bets")
  private boolean isWithoutBets;

  @Option(
      names = "--unterminated-last-line",
      description =
          "The last line of the file lacks a line end on purpose. Without this, such a file is"
              + " refused, because it looks like one that was cut.")
  @Setting(prefix = PREFIX, key = "unterminated_last_line")
  private boolean mayLackLastLineEnd;

  @Option(
      names = "--batch-max",
      defaultValue = "" + BetBatch.COUNT_MAX,
      description =
          "Send at most this many bets in a batch. The office limits the size of a frame, which may"
              + " hold fewer.")
  @Setting(prefix = PREFIX, key = "batch.maxAmount", min = 1, max = BetBatch.COUNT_MAX)
  private int batchMax;

  @Option(
      names = "--no-wait",
      description =
          "Ask for the winners once instead of waiting for the draw. A later run gets them.")
  private boolean isNotWaiting;

  /** Made by picocli, or by {@link #of}. */
  DeliverySettings() {}

  /**
   * {@return the settings that a command line gives}
   *
   * @param arguments what a user would type, such as {@code --file=agency-1.csv}; a setting that is
   *     not among them has its default
   * @throws IllegalArgumentException if one of them is wrong
   */
  public static DeliverySettings of(String... arguments) {
    return Program.configure(new DeliverySettings(), arguments);
  }

  Path file() {
    return file;
  }

  /** How many bets the file has; empty if it is only known that there are some. */
  OptionalLong expectedBets() throws CommandException {
    if (expectedBets == null) {
      return isWithoutBets ? OptionalLong.of(0) : OptionalLong.empty();
    }
    if (isWithoutBets && expectedBets > 0) {
      throw new CommandException(
          ExitCode.USAGE, "--no-bets and --expect-bets=" + expectedBets + " contradict each other");
    }
    return OptionalLong.of(expectedBets);
  }

  /** Whether the last line of the file may lack a line end, as in a truncated file. */
  boolean mayLackLastLineEnd() {
    return mayLackLastLineEnd;
  }

  /** The most bets of a batch; a frame may hold fewer. */
  int batchMax() {
    return batchMax;
  }

  /** Whether to wait for the draw, rather than ask for the winners only once. */
  boolean isWaiting() {
    return !isNotWaiting;
  }
}
