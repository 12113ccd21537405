package org.bolillero.cli;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.PrintWriter;
import org.bolillero.console.CommandException;
import org.bolillero.console.Commands;
import picocli.CommandLine.Command;

/** The command {@code server reload}. */
@Command(
    name = "reload",
    header = "Have a running office read its certificates again.",
    description = {
      "They are in force for new connections then. Whoever is connected with a certificate that was"
          + " revoked since is hung up on. If a file cannot be used, those that were in force still"
          + " are."
    },
    footer = "  bolillero server reload --admin office.example:12346")
@Commands.Below("server")
final class ReloadCommand extends DrawRequest {
  @Override
  JsonObject ask(AdminClient office) throws CommandException, InterruptedException {
    return office.post("/reload", new JsonObject(), options.token());
  }

  @Override
  void print(JsonObject answer, PrintWriter out) {
    for (JsonElement each : answer.getAsJsonArray("certificates")) {
      JsonObject fact = each.getAsJsonObject();
      out.printf(
          "%-11s  expires %s  %s  %s%n",
          text(fact, "use"), text(fact, "expiry"), text(fact, "file"), text(fact, "subject"));
    }
  }

  private static String text(JsonObject fact, String name) {
    return fact.get(name).getAsString();
  }
}
