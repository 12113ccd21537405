package org.bolillero.server;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.bolillero.kafka.SimulatedSequence;
import org.bolillero.kafka.SimulatedStream;
import org.bolillero.office.DrawEvent;
import org.bolillero.office.DrawEvent.AgencyTotal;
import org.bolillero.office.DrawEvent.Bets;
import org.bolillero.office.DrawEvent.Excused;
import org.bolillero.office.DrawEvent.Finished;
import org.bolillero.office.DrawEvent.OnRecord;
import org.bolillero.office.DrawEvent.Sealed;
import org.bolillero.office.DrawEventCodec;
import org.bolillero.office.testing.TestBets;
import org.bolillero.simulation.Choices;
import org.bolillero.storage.LogEntry;
import org.bolillero.storage.LogException;
import org.eclipse.collections.api.map.primitive.MutableIntLongMap;
import org.eclipse.collections.api.set.primitive.MutableIntSet;
import org.eclipse.collections.impl.factory.primitive.IntLongMaps;
import org.eclipse.collections.impl.factory.primitive.IntSets;

/**
 * The log of a draw as all offices have it that share it: what it says is compared with what
 * agencies and officials have sent, and what they are told with what it says. An {@link
 * AssertionError} is a broken promise.
 */
final class CommonLog extends SimulatedSequence {
  private static final int BETS_MAX = 20;

  private final SimulatedRecord record = new CommonRecord();
  private final List<SimulatedClaims> claims;
  private final List<DrawEvent> events = new ArrayList<>();

  /** How many bets there are of each agency. */
  private final MutableIntLongMap bets = IntLongMaps.mutable.empty();

  /** The agencies that the draw does not wait for. */
  private final MutableIntSet settled = IntSets.mutable.empty();

  /**
   * That of a draw of which nobody has said anything.
   *
   * @param topic where it is
   * @param agencies how many the draw waits for; chance says how many bets they have
   */
  CommonLog(int draw, Supplier<SimulatedStream> topic, int agencies, Choices choices) {
    super(draw, topic);
    claims =
        IntStream.rangeClosed(1, agencies)
            .mapToObj(agency ->
                new SimulatedClaims(
                    agency, SimulatedClaims.someBets(agency, choices.below(BETS_MAX)), record))
            .toList();
  }

  /** What the agencies have sent and were told. */
  List<SimulatedClaims> claims() {
    return claims;
  }

  SimulatedRecord record() {
    return record;
  }

  /** What a replica has is in every later leader's log. So it may be told, and stays. */
  @Override
  protected void add(String replica, int place, LogEntry entry) {
    DrawEvent event = eventOf(place, entry);
    events.add(event);
    SimulatedRecord.checkOrder(events);
    switch (event) {
      case Bets(int agency, var batch) -> {
        int first = (int) stored(agency);
        bets.addToValue(agency, batch.count());
        SimulatedClaims sent = claims.get(agency - 1);
        sent.promise(stored(agency));
        check(
            batch.equals(TestBets.of(sent.bets().subList(first, first + batch.count()))),
            () -> "%s has other bets than agency %d has sent".formatted(replica, agency));
      }
      case Finished(AgencyTotal total) -> {
        settle(replica, total);
        claims.get(total.agency() - 1).promiseEnd(total.bets());
      }
      case OnRecord step -> {
        record.see(step);
        record.checkAttempted();
        addStep(replica, step);
      }
    }
  }

  private static DrawEvent eventOf(int place, LogEntry entry) {
    try {
      return DrawEventCodec.read(place + 1, entry);
    } catch (LogException e) {
      throw new AssertionError("what no office writes stands at place " + place, e);
    }
  }

  private void addStep(String replica, OnRecord step) {
    switch (step) {
      case Excused(AgencyTotal total, _) -> settle(replica, total);
      case Sealed sealed ->
          check(
              settled.size() == claims.size()
                  && sealed.totals().allSatisfy(total -> total.equals(total(total.agency()))),
              () -> "%s has a seal that does not fit: %s".formatted(replica, sealed));
      default -> {}
    }
  }

  private void settle(String replica, AgencyTotal total) {
    check(
        settled.add(total.agency()) && total.equals(total(total.agency())),
        () -> "%s has an end that does not fit: %s".formatted(replica, total));
  }

  private long stored(int agency) {
    return bets.get(agency);
  }

  private AgencyTotal total(int agency) {
    return new AgencyTotal(agency, stored(agency), claims.get(agency - 1).digestOf(stored(agency)));
  }

  /** An office has said that a step is on record. */
  void checkOnRecord(String office, OnRecord step) {
    check(
        events.contains(step),
        () -> "%s says that %s is on record, and no replica has it".formatted(office, step));
  }

  /** In the end the seal has all that was acknowledged, and each number has its result. */
  @Override
  public void checkOutcome() {
    super.checkOutcome();
    record.checkOutcome(claims);
  }

  /** What is told has to be in the log by then. */
  private final class CommonRecord extends SimulatedRecord {
    @Override
    void checkStored(int agency, long told) {
      check(
          told <= stored(agency),
          () ->
              "agency %d was told that %d bets are stored, and replicas have %d"
                  .formatted(agency, told, stored(agency)));
    }

    @Override
    void checkCounted(int agency, long told) {
      check(
          told == stored(agency) && (isClosed() || settled.contains(agency)),
          () ->
              "agency %d was told that %d bets count, and replicas have %d, closed: %s"
                  .formatted(agency, told, stored(agency), isClosed()));
    }
  }
}
