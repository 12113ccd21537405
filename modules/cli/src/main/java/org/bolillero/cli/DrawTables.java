package org.bolillero.cli;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bolillero.office.Counted;

/** What an office says of its draws, as tables for people. Times are local ones. */
final class DrawTables {
  private static final String NOTHING = "-";

  private final PrintWriter out;
  private final ZoneId zone;

  DrawTables(PrintWriter out, ZoneId zone) {
    this.out = out;
    this.zone = zone;
  }

  /** All draws. */
  void printList(JsonObject answer) {
    out.printf(
        "%10s  %-8s  %8s  %8s  %12s  %-25s  %6s%n",
        "draw", "state", "agencies", "settled", "bets", "closes at", "number");
    for (JsonElement each : answer.getAsJsonArray("draws")) {
      JsonObject draw = each.getAsJsonObject();
      out.printf(
          "%10s  %-8s  %8s  %8s  %12s  %-25s  %6s%n",
          text(draw, "draw"),
          text(draw, "state"),
          text(draw, "agencies"),
          text(draw, "settled"),
          text(draw, "bets"),
          time(draw, "closesAt"),
          number(draw, "winningNumber"));
    }
  }

  /** One draw: how it is, its agencies, and who has decided what. */
  void printDraw(JsonObject draw) {
    out.printf("draw       %s%n", text(draw, "draw"));
    out.printf("state      %s%n", text(draw, "state"));
    out.printf("closes at  %s%n", time(draw, "closesAt"));
    out.printf("number     %s%n", source(draw));
    if (draw.has("result")) {
      printResult(draw.getAsJsonObject("result"));
    }
    if (draw.has("leader")) {
      JsonObject leader = draw.getAsJsonObject("leader");
      out.printf("office     %s, leads since %s%n", text(leader, "office"), time(leader, "since"));
    }
    out.printf("%n%10s  %-8s  %12s%n", "agency", "state", "bets");
    for (JsonElement each : draw.getAsJsonArray("agencies")) {
      JsonObject agency = each.getAsJsonObject();
      out.printf(
          "%10s  %-8s  %12s%n",
          text(agency, "agency"), text(agency, "state"), text(agency, "bets"));
    }
    out.println();
    printRecord(draw);
  }

  /** Who has decided what in a draw. */
  void printRecord(JsonObject draw) {
    out.printf("%10s  %-25s  %-8s  %-16s  %s%n", "entry", "time", "event", "who", "what and why");
    for (JsonElement each : draw.getAsJsonArray("record")) {
      JsonObject line = each.getAsJsonObject();
      out.printf(
          "%10s  %-25s  %-8s  %-16s  %s%n",
          text(line, "entry"),
          time(line, "time"),
          text(line, "event"),
          text(line, "who"),
          Stream.of(text(line, "details"), text(line, "reason"))
              .filter(text -> !text.equals(NOTHING))
              .collect(Collectors.joining("; ")));
    }
  }

  /** What came of a draw. */
  void printResult(JsonObject result) {
    boolean isCorrection = result.get("correction").getAsBoolean();
    out.printf(
        "result     %s, %s%s%n",
        number(result, "number"),
        Counted.of(result.get("winners").getAsLong(), "winner", "winners"),
        isCorrection ? ", a correction of an earlier result" : "");
    out.printf("digest     %s%n", text(result, "digest"));
  }

  private static String source(JsonObject draw) {
    if (draw.has("winningNumber")) {
      return number(draw, "winningNumber") + ", known since the opening";
    }
    String officials = text(draw, "officials");
    return officials.equals("1")
        ? "entered by an official"
        : "entered by " + officials + " officials";
  }

  private static String text(JsonObject object, String name) {
    String text = object.has(name) ? object.get(name).getAsString() : "";
    return text.isEmpty() ? NOTHING : text;
  }

  /** As it is drawn: four digits. */
  private static String number(JsonObject object, String name) {
    return object.has(name) ? "%04d".formatted(object.get(name).getAsInt()) : NOTHING;
  }

  private String time(JsonObject object, String name) {
    if (!object.has(name)) {
      return NOTHING;
    }
    Instant time = Instant.parse(object.get(name).getAsString()).truncatedTo(ChronoUnit.SECONDS);
    return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(time.atZone(zone));
  }
}
