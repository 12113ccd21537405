package org.bolillero.server;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.bolillero.protocol.Request;
import org.bolillero.protocol.Response;

/** Answers of an office as short texts, to compare. */
public final class Answers {
  public static final Request.Ping PING = new Request.Ping(ByteBuffer.wrap(new byte[] {1, 2, 3}));

  private Answers() {}

  /** A failure is its code. */
  public static String describe(Response response) {
    return switch (response) {
      case Response.Welcome welcome -> {
        String draw = welcome.draw().isPresent() ? " draw " + welcome.draw().getAsInt() : "";
        yield "WELCOME " + welcome.stored() + " " + welcome.stage() + draw;
      }
      case Response.Stored stored -> "STORED " + stored.stored();
      case Response.Rejected rejected ->
          "REJECTED " + rejected.firstIndex() + " " + rejected.position();
      case Response.Finished finished ->
          "FINISHED " + finished.finished() + " " + finished.expected();
      case Response.NotReady notReady ->
          "NOT_READY " + notReady.finished() + " " + notReady.expected();
      case Response.WinnersPart winners ->
          "WINNERS " + winners.total() + (winners.isCorrection() ? " corrected" : "");
      case Response.Pong _ -> "PONG";
      case Response.Failure failure -> failure.error().orElseThrow().name();
    };
  }

  /** Of acknowledgements in a row only the last, as they are cumulative. */
  public static List<String> collapsed(List<String> answers) {
    List<String> collapsed = new ArrayList<>();
    for (String each : answers) {
      boolean replaces =
          each.startsWith("STORED ")
              && !collapsed.isEmpty()
              && collapsed.getLast().startsWith("STORED ");
      if (replaces) {
        collapsed.removeLast();
      }
      collapsed.add(each);
    }
    return collapsed;
  }
}
