package org.bolillero.cli;

import com.google.gson.JsonObject;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import org.bolillero.console.CommandException;
import org.bolillero.console.ExitCode;
import org.bolillero.console.Setting;
import org.bolillero.lottery.BetRules;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code draw open}. */
@Command(
    name = "open",
    header = "Open a draw.",
    description =
        "From now on its agencies can send their bets. The number that wins is entered when the"
            + " bets are sealed, unless it is given here.",
    footer = {
      "  bolillero draw open 2 --agencies 1-100 --officials 2 \\",
      "    --closes-at 2026-12-24T21:00:00-03:00 --token-file office/admin.token"
    })
final class OpenDrawCommand extends DrawRequest.OnDraw {
  @Spec private CommandSpec spec;

  @Option(
      names = "--agencies",
      paramLabel = "LIST",
      required = true,
      description = "The agencies that the draw waits for: numbers and ranges, such as 1-3,7.")
  private String agencies;

  @Option(
      names = "--closes-at",
      paramLabel = "TIME",
      description = {
        "Close sales at this time, which is written with its offset, such as",
        "2026-12-24T21:00:00-03:00."
      },
      converter = TimeReader.class)
  private @Nullable String closesAt;

  @Option(
      names = "--officials",
      description = "So many officials enter the number, without seeing each other's. Default: 1")
  @Setting(min = 1, max = 2)
  private @Nullable Integer officials;

  @Option(
      names = "--winning-number",
      description = "The number that wins, for classrooms and tests: it is known before the draw.")
  @Setting(min = 0, max = BetRules.NUMBER_MAX)
  private @Nullable Integer winningNumber;

  @Override
  JsonObject ask(AdminClient office) throws CommandException, InterruptedException {
    if (officials != null && winningNumber != null) {
      throw new CommandException(
          ExitCode.USAGE, "expected one of --officials and --winning-number, found both");
    }
    JsonObject fields = new JsonObject();
    fields.addProperty("draw", draw);
    fields.addProperty("agencies", agencies);
    addIfGiven(fields, "closesAt", closesAt);
    if (officials != null) {
      fields.addProperty("officials", officials);
    }
    if (winningNumber != null) {
      fields.addProperty("winningNumber", winningNumber);
    }
    JsonObject answer = decide(office, "/draws", fields);
    if (winningNumber != null) {
      var err = spec.commandLine().getErr();
      err.printf("bolillero: warning: the number is known before the draw: %04d%n", winningNumber);
      err.flush();
    }
    return answer;
  }

  private static void addIfGiven(JsonObject fields, String name, @Nullable String value) {
    if (value != null) {
      fields.addProperty(name, value);
    }
  }

  /** Reads a time, and leaves it as it was written. */
  static final class TimeReader implements ITypeConverter<String> {
    @Override
    public String convert(String text) {
      try {
        return OffsetDateTime.parse(text.strip()).toString();
      } catch (DateTimeException e) {
        throw new IllegalArgumentException(
            "expected a time with its offset from UTC, such as 2026-12-24T21:00:00-03:00", e);
      }
    }
  }
}
