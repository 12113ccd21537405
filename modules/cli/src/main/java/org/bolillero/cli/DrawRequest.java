package org.bolillero.cli;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import java.io.PrintWriter;
import java.time.ZoneId;
import org.bolillero.console.Action;
import org.bolillero.console.CommandException;
import org.bolillero.console.Ends;
import org.bolillero.console.ExitCode;
import org.bolillero.console.Setting;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** One request to an office. */
@Ends({ExitCode.BAD_INPUT, ExitCode.UNREACHABLE, ExitCode.REFUSED, ExitCode.STORAGE_FAILED})
abstract class DrawRequest implements Action {
  private static final Gson PRETTY =
      new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

  @Mixin final ControlOptions options = new ControlOptions();

  @Override
  public ExitCode run(PrintWriter out) throws CommandException, InterruptedException {
    try (AdminClient office = options.connect()) {
      JsonObject answer = ask(office);
      if (options.isJson()) {
        out.println(PRETTY.toJson(answer));
      } else {
        print(answer, out);
      }
      check(answer);
      return ExitCode.OK;
    }
  }

  /** Asks, and says what to print. */
  abstract JsonObject ask(AdminClient office) throws CommandException, InterruptedException;

  /** Prints an answer for people. */
  abstract void print(JsonObject answer, PrintWriter out);

  /** Fails if an answer says that nothing came of it. */
  void check(JsonObject answer) throws CommandException {}

  static DrawTables tables(PrintWriter out) {
    return new DrawTables(out, ZoneId.systemDefault());
  }

  /** A request about one draw. */
  abstract static class OnDraw extends DrawRequest {
    @Parameters(index = "0", paramLabel = "DRAW", description = "The draw.")
    @Setting(min = 1)
    int draw;

    String path() {
      return "/draws/" + draw;
    }

    /** Sends a decision, in which the official is added. */
    JsonObject decide(AdminClient office, String path, JsonObject fields)
        throws CommandException, InterruptedException {
      options.official().ifPresent(name -> fields.addProperty("official", name));
      return office.post(path, fields, options.token());
    }

    @Override
    void print(JsonObject answer, PrintWriter out) {
      out.printf("draw %d is %s%n", draw, answer.get("state").getAsString());
    }
  }
}
