package org.bolillero.cli;

import com.google.gson.JsonObject;
import java.io.PrintWriter;
import org.bolillero.console.CommandException;
import org.bolillero.console.ExitCode;
import org.bolillero.console.Setting;
import org.bolillero.lottery.BetRules;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The commands {@code draw} by which officials decide on a draw that was opened. */
final class DrawDecisions {
  private DrawDecisions() {}

  @Command(
      name = "close",
      header = "Close the sales of a draw.",
      description =
          "What was acknowledged counts, nothing else does. Agencies can still finish, or be"
              + " excused.",
      footer = "  bolillero draw close 2 --reason 'power cut in the north'")
  static final class Close extends DrawRequest.OnDraw {
    @Mixin private final Why why = new Why();

    @Override
    JsonObject ask(AdminClient office) throws CommandException, InterruptedException {
      return decide(office, path() + "/close", why.fields());
    }
  }

  @Command(
      name = "excuse",
      header = "Wait for an agency no longer.",
      description = "Its bets that were acknowledged count.",
      footer = "  bolillero draw excuse 2 5 --reason 'its computer has died'")
  static final class Excuse extends DrawRequest.OnDraw {
    @Mixin private final Why why = new Why();

    @Parameters(index = "1", paramLabel = "AGENCY", description = "The agency.")
    @Setting(min = 1)
    private int agency;

    @Override
    JsonObject ask(AdminClient office) throws CommandException, InterruptedException {
      JsonObject fields = why.fields();
      fields.addProperty("agency", agency);
      return decide(office, path() + "/excuse", fields);
    }

    @Override
    void print(JsonObject answer, PrintWriter out) {
      out.printf("agency %d is excused; ", agency);
      super.print(answer, out);
    }
  }

  @Command(
      name = "number",
      header = "Enter the number that wins.",
      description =
          "The bets must be sealed. With two officials each enters it, without seeing what the"
              + " other has entered.",
      footer = "  bolillero draw number 2 0123 --official ana")
  static final class Enter extends WithNumber {
    @Override
    JsonObject ask(AdminClient office) throws CommandException, InterruptedException {
      return enter(office, "/number", new JsonObject());
    }
  }

  @Command(
      name = "correct",
      header = "Correct the number of a draw that was held.",
      description =
          "The same bets are drawn again. Both results stay on record; agencies that ask get the"
              + " latest one.",
      footer = "  bolillero draw correct 2 1234 --reason 'two digits were swapped'")
  static final class Correct extends WithNumber {
    @Mixin private final Why why = new Why();

    @Override
    JsonObject ask(AdminClient office) throws CommandException, InterruptedException {
      return enter(office, "/correct", why.fields());
    }
  }

  /** A number that an official enters. */
  abstract static class WithNumber extends DrawRequest.OnDraw {
    @Parameters(index = "1", paramLabel = "NUMBER", description = "The number that wins.")
    @Setting(min = 0, max = BetRules.NUMBER_MAX)
    private int number;

    /** Sends the number with other fields of the decision. */
    JsonObject enter(AdminClient office, String below, JsonObject fields)
        throws CommandException, InterruptedException {
      fields.addProperty("number", number);
      return decide(office, path() + below, fields);
    }

    @Override
    void print(JsonObject answer, PrintWriter out) {
      String state = answer.get("state").getAsString();
      switch (entry(answer)) {
        case "accepted" -> out.printf("the number is taken; draw %d is %s%n", draw, state);
        case "waits_for_the_other" -> out.println("the number waits for the other official");
        default -> {} // Said as the command's failure.
      }
    }

    /** Two officials who differ have to do it again. */
    @Override
    void check(JsonObject answer) throws CommandException {
      if (entry(answer).equals("differs")) {
        throw new CommandException(
            ExitCode.REFUSED,
            "the two officials have entered different numbers: expected both to enter it again");
      }
    }

    private static String entry(JsonObject answer) {
      return answer.get("entry").getAsString();
    }
  }

  /** The reason of a decision that needs one. */
  static final class Why {
    @Option(
        names = "--reason",
        paramLabel = "TEXT",
        required = true,
        description = "Why, for the record: 1 to 500 characters.")
    private String reason;

    JsonObject fields() {
      JsonObject fields = new JsonObject();
      fields.addProperty("reason", reason);
      return fields;
    }
  }
}
