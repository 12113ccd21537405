package org.bolillero.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bolillero.lottery.Bet;
import org.bolillero.office.DrawEvent;
import org.bolillero.office.DrawEvent.AgencyTotal;
import org.bolillero.office.DrawEventCodec;
import org.bolillero.storage.DurableLog;
import org.bolillero.storage.LogException;

/** What the log of a draw holds, read while no server runs. */
final class DrawLog {
  private final Map<Integer, List<Bet>> bets = new HashMap<>();
  private final List<DrawEvent.OnRecord> steps = new ArrayList<>();
  private long lastBets;
  private long closedBy;

  private DrawLog() {}

  static DrawLog read(Path folder) throws LogException {
    DrawLog log = new DrawLog();
    DurableLog.inspect(
        folder,
        DrawEventCodec.WORDS,
        (number, entry) -> log.add(number, DrawEventCodec.read(number, entry)));
    return log;
  }

  private void add(long number, DrawEvent event) {
    switch (event) {
      case DrawEvent.Bets batch -> {
        lastBets = number;
        batch.bets().forEach(bets(batch.agency())::add);
      }
      case DrawEvent.Finished _ -> {}
      case DrawEvent.OnRecord step -> {
        if (step instanceof DrawEvent.Closed) {
          closedBy = number;
        }
        steps.add(step);
      }
    }
  }

  /** The bets of an agency. */
  List<Bet> bets(int agency) {
    return bets.computeIfAbsent(agency, _ -> new ArrayList<>());
  }

  /** The steps of a kind, in order. */
  <T extends DrawEvent.OnRecord> List<T> steps(Class<T> kind) {
    return steps.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  /** How many bets of an agency are sealed. */
  long sealed(int agency) {
    return steps(DrawEvent.Sealed.class)
        .getFirst()
        .totals()
        .select(total -> total.agency() == agency)
        .sumOfLong(AgencyTotal::bets);
  }

  /** Sales were closed once, and nothing was sold afterwards. */
  void assertNothingSoldAfterTheClose() {
    assertEquals(1, steps(DrawEvent.Closed.class).size());
    assertTrue(lastBets < closedBy, () -> "bets in entry " + lastBets + ", closed by " + closedBy);
  }
}
