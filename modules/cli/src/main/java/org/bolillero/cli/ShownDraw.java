package org.bolillero.cli;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The draw of a demonstration as the office shows it at some moment. Its agencies are numbered from
 * 1.
 *
 * @param json what the office has answered
 */
record ShownDraw(JsonObject json) {

  /** How far its life has come. */
  String state() {
    return json.get("state").getAsString();
  }

  /** Whether it is in one of these states. */
  boolean is(String... states) {
    return Set.of(states).contains(state());
  }

  /** Whether the draw waits for an agency, which is open, has finished or was excused. */
  String stateOf(int agency) {
    return agency(agency).get("state").getAsString();
  }

  /** Whether the draw waits for an agency. */
  boolean isWaitingFor(int agency) {
    return stateOf(agency).equals("open");
  }

  /** How many bets of an agency count. */
  long betsOf(int agency) {
    return agency(agency).get("bets").getAsLong();
  }

  /** How many bets count in all. */
  long bets() {
    return objects("agencies").mapToLong(each -> each.get("bets").getAsLong()).sum();
  }

  /** How many bets have won. To be asked when it was held. */
  long winners() {
    return json.getAsJsonObject("result").get("winners").getAsLong();
  }

  /** What has closed its sales. To be asked when they are closed. */
  String closedBy() {
    return objects("record")
        .filter(each -> each.get("event").getAsString().equals("closed"))
        .map(each -> each.get("details").getAsString())
        .findFirst()
        .orElseThrow();
  }

  private JsonObject agency(int agency) {
    return json.getAsJsonArray("agencies").get(agency - 1).getAsJsonObject();
  }

  private Stream<JsonObject> objects(String name) {
    return StreamSupport.stream(json.getAsJsonArray(name).spliterator(), false)
        .map(JsonElement::getAsJsonObject);
  }
}
