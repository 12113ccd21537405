package org.bolillero.cli;

import com.google.gson.JsonObject;
import java.io.PrintWriter;
import org.bolillero.console.CommandException;
import org.bolillero.console.ExitCode;
import picocli.CommandLine.Command;

/** The commands {@code draw}: open draws, decide on them, and see how they are. */
@Command(
    name = "draw",
    header = "Open draws, decide on them, see how they are.",
    description =
        "These commands speak to a running office that was started with --admin. Each decision"
            + " stands in the office's log with its time, its official and its reason.",
    subcommands = {
      OpenDrawCommand.class,
      DrawCommand.ShowAll.class,
      DrawCommand.Show.class,
      DrawDecisions.Close.class,
      DrawDecisions.Excuse.class,
      DrawDecisions.Enter.class,
      DrawDecisions.Correct.class,
      DrawCommand.Result.class
    })
final class DrawCommand {
  @Command(
      name = "list",
      header = "List all draws of the office.",
      footer = "  bolillero draw list")
  static final class ShowAll extends DrawRequest {
    @Override
    JsonObject ask(AdminClient office) throws CommandException, InterruptedException {
      return office.get("/draws");
    }

    @Override
    void print(JsonObject answer, PrintWriter out) {
      tables(out).printList(answer);
    }
  }

  @Command(
      name = "show",
      header = "Show a draw: its agencies, and who has decided what.",
      footer = "  bolillero draw show 2")
  static final class Show extends DrawRequest.OnDraw {
    @Override
    JsonObject ask(AdminClient office) throws CommandException, InterruptedException {
      return office.get(path());
    }

    @Override
    void print(JsonObject answer, PrintWriter out) {
      tables(out).printDraw(answer);
    }
  }

  @Command(
      name = "result",
      header = "Show the result of a draw.",
      footer = "  bolillero draw result 2")
  static final class Result extends DrawRequest.OnDraw {
    @Override
    JsonObject ask(AdminClient office) throws CommandException, InterruptedException {
      JsonObject answer = office.get(path());
      if (!answer.has("result")) {
        throw new CommandException(
            ExitCode.REFUSED,
            "draw %d has no result yet, it is %s"
                .formatted(draw, answer.get("state").getAsString()));
      }
      return answer.getAsJsonObject("result");
    }

    @Override
    void print(JsonObject answer, PrintWriter out) {
      tables(out).printResult(answer);
    }
  }
}
