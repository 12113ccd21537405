package org.bolillero.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.bolillero.office.AgencyStatus;
import org.bolillero.office.DecisionException;
import org.bolillero.office.DecisionException.Kind;
import org.bolillero.office.Draw;
import org.bolillero.office.DrawState;
import org.bolillero.office.DrawUse;
import org.bolillero.office.NumberEntry;
import org.bolillero.office.NumberSource;
import org.bolillero.simulation.Choices;
import org.bolillero.simulation.Interleavings;

/**
 * An official of a simulation: closes sales, excuses agencies that do not come back, enters the
 * number and corrects it, all as the {@link SimulatedPlan} says, and looks again until it is done.
 * Also decides what cannot be decided. What the office confirms goes into the {@link
 * SimulatedRecord}.
 */
final class SimulatedOfficial implements Runnable {
  private static final int NO_NUMBER = 10_000;

  private final String name;
  private final SimulatedPlan plan;
  private final SimulatedDesk desk;
  private final SimulatedRecord record;
  private final List<SimulatedClaims> agencies;
  private final SimulatedNetwork network;
  private final Choices choices;

  private boolean closes;
  private int excusesLeft;
  private int mistakesLeft;
  private int reasons;
  private boolean done;

  /**
   * One of the officials.
   *
   * @param isFirst whether it closes sales and excuses agencies; another one makes the mistakes
   */
  SimulatedOfficial(
      String name,
      boolean isFirst,
      SimulatedPlan plan,
      SimulatedDesk desk,
      SimulatedRecord record,
      List<SimulatedClaims> agencies,
      SimulatedNetwork network) {
    this.name = name;
    this.plan = plan;
    this.desk = desk;
    this.record = record;
    this.agencies = agencies;
    this.network = network;
    this.choices = network.choices();
    this.closes = isFirst && plan.closes();
    this.excusesLeft = isFirst ? plan.excuses() : 0;
    this.mistakesLeft = isFirst ? 0 : plan.mistakes();
  }

  /** Whether all is decided that was intended. */
  boolean isDone() {
    return done;
  }

  @Override
  public String toString() {
    return "official " + name;
  }

  @Override
  public void run() {
    while (!done) {
      try {
        switch (choices.below(12)) {
          case 0 -> decideTheImpossible();
          case 1 -> enter(plan.numbers().getFirst(), ""); // Mostly too early or too late.
          default -> decide(desk.ask(Draw::state));
        }
        network.sleep(50 + choices.below(2000));
      } catch (DecisionException e) {
        // It was not the time for it any more.
        assertEquals(Kind.CONFLICT, e.kind(), () -> this + ": " + e.getMessage());
        network.sleep(50 + choices.below(2000));
      } catch (IOException _) {
        comeAgain();
      }
    }
  }

  /** Looks again what has become of it: after some time, or when the next office is just there. */
  private void comeAgain() {
    if (choices.oneIn(2)) {
      for (int moments = choices.below(60); moments > 0; moments--) {
        Interleavings.pause();
      }
    } else {
      network.sleep(50 + choices.below(2000));
    }
  }

  private void decide(DrawState state) throws DecisionException, IOException {
    switch (state) {
      case OPEN -> {
        if (closes && !choices.oneIn(3)) {
          String reason = reason();
          confirm(
              "closes",
              reason,
              draw -> {
                draw.officials().closeSales(name, reason);
                return state;
              });
          closes = false;
        } else {
          excuseSomebody();
        }
      }
      case CLOSED -> excuseSomebody();
      case SEALED -> {
        if (plan.terms().source() instanceof NumberSource.Officials) {
          enter(plan.numbers().getFirst(), "");
        }
      }
      case NUMBERED -> {}
      case DRAWN -> correctOrEnd();
    }
  }

  private void excuseSomebody() throws DecisionException, IOException {
    List<SimulatedClaims> awaited = desk.ask(this::awaited);
    List<SimulatedClaims> gone = awaited.stream().filter(SimulatedClaims::isGone).toList();
    if (!gone.isEmpty()) {
      excuse(gone.get(choices.below(gone.size())));
    } else if (excusesLeft > 0 && !awaited.isEmpty()) {
      excusesLeft--;
      excuse(awaited.get(choices.below(awaited.size())));
    }
  }

  /** The agencies that the draw waits for. */
  private List<SimulatedClaims> awaited(Draw draw) {
    List<Integer> open =
        draw.agencies().stream()
            .filter(each -> each.state() == AgencyStatus.State.OPEN)
            .map(AgencyStatus::agency)
            .toList();
    return agencies.stream().filter(each -> open.contains(each.agency())).toList();
  }

  private void excuse(SimulatedClaims agency) throws DecisionException, IOException {
    String reason = reason();
    agency.mayBeExcused();
    long bets =
        confirm(
            "excuses " + agency.agency(),
            reason,
            draw -> draw.officials().excuse(agency.agency(), name, reason));
    agency.hearExcused(bets);
  }

  private void correctOrEnd() throws DecisionException, IOException {
    Result latest =
        desk.ask(SimulatedOfficial::latest)
            .orElseThrow(() -> new IOException("another office, which is behind"));
    if (latest.count() >= plan.numbers().size()) {
      done = true;
      return;
    }
    int wanted = plan.numbers().get(latest.count());
    enter(wanted == latest.number() ? wanted + 1 : wanted, reason());
  }

  /** How many results there are, and the number of the last. */
  private record Result(int count, int number) {}

  private static Optional<Result> latest(Draw draw) {
    int count = draw.record().count(each -> each.event().equals("drawn"));
    return draw.result().map(each -> new Result(count, each.number()));
  }

  private void enter(int right, String reason) throws DecisionException, IOException {
    int number = mistakesLeft > 0 ? right + 1 : right;
    NumberEntry entry =
        confirm(
            "enters " + number,
            reason,
            draw ->
                reason.isEmpty()
                    ? draw.officials().enterNumber(number, name)
                    : draw.officials().correct(number, name, reason));
    mistakesLeft -= number == right ? 0 : 1;
    if (plan.terms().source().officials() == 1) {
      assertEquals(NumberEntry.ACCEPTED, entry, toString());
    }
    if (entry == NumberEntry.ACCEPTED) {
      record.checkNumbered(number);
    }
  }

  private <T> T confirm(String decision, String reason, DrawUse<T> use)
      throws DecisionException, IOException {
    String whole = "%s %s: %s".formatted(name.toLowerCase(Locale.ROOT), decision, reason);
    record.attempt(whole);
    T answer = desk.ask(use);
    record.confirm(whole);
    return answer;
  }

  /** No two are the same. */
  private String reason() {
    reasons++;
    return "reason " + reasons;
  }

  private void decideTheImpossible() throws IOException {
    Kind expected = Kind.INVALID;
    try {
      switch (choices.below(4)) {
        case 0 -> desk.ask(draw -> draw.officials().enterNumber(NO_NUMBER, name));
        case 1 -> desk.ask(draw -> draw.officials().correct(1, name, " "));
        case 2 -> {
          expected = Kind.NOT_FOUND;
          desk.ask(draw -> draw.officials().excuse(agencies.size() + 1, name, "it is none"));
        }
        default -> {
          expected = record.seal().isPresent() ? Kind.CONFLICT : Kind.INVALID;
          String reason = record.seal().isPresent() ? "it is too late" : "";
          desk.ask(draw -> draw.officials().excuse(1, name, reason));
        }
      }
      throw new AssertionError(this + ": the impossible was accepted");
    } catch (DecisionException e) {
      assertEquals(expected, e.kind(), () -> this + ": " + e.getMessage());
    }
  }
}
