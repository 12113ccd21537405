package org.bolillero.server;

import static org.bolillero.server.OfficeSetup.WINNING_NUMBER;
import static org.bolillero.server.SimulatedPlan.fixed;
import static org.bolillero.server.SimulatedPlan.officials;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.bolillero.server.SimulatedAgency.Kind;
import org.bolillero.server.SimulatedHardware.Fault;
import org.bolillero.simulation.Choices;
import org.bolillero.simulation.EveryChoice;
import org.bolillero.simulation.SimulatedMachine;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Tiny draws, each with a power cut at every call, and with everything that may be left then. */
class EveryOfficeCrashTest {
  /** Nothing that is seldom happens. */
  private static final Choices PLAIN = bound -> bound - 1;

  /** Who could go on first goes on first; or last. */
  private static final List<Choices> ORDERS = List.of(_ -> 0, bound -> bound - 1);

  @Test
  void p4APowerCutAtAnyCallLeadsToTheSameDraw() {
    assertSurvivesAll("a draw of three batches", 100, 1, new Scene(fixed(2)).with(12).with(5));
  }

  @Tag("long")
  @Test
  void p4AndSoDoesAnotherOneDuringRecovery() {
    assertSurvivesAll("a draw of one batch", 1000, 2, new Scene(fixed(1)).with(3));
  }

  @Test
  void p11APowerCutAtAnyCallChangesNothingThatAnOfficialHasDecided() {
    assertSurvivesAll(
        "a number by one official, and another one that corrects it",
        100,
        1,
        new Scene(officials(1, 1).numbers(WINNING_NUMBER, 1)).with(2));
  }

  @Test
  void p11TwoOfficialsWhoDifferAtFirstAgreeInTheEnd() {
    assertSurvivesAll(
        "a number by two officials who differ at first",
        100,
        1,
        new Scene(officials(1, 2).mistakes(1)).with(2));
  }

  @Test
  void p11AnAgencyThatWasExcusedStaysExcused() {
    assertSurvivesAll(
        "a draw with an agency that is excused",
        100,
        1,
        new Scene(fixed(2)).with(2).withDeserter(3));
  }

  @Test
  void p11SalesThatWereClosedByTheClockStayClosed() {
    assertSurvivesAll(
        "a draw that the clock closes before an agency comes",
        100,
        1,
        new Scene(fixed(2).closesAfter(Duration.ofSeconds(5))).with(2).withLate(3, 20_000));
  }

  @Test
  void p11SalesThatWereClosedByAnOfficialStayClosed() {
    assertSurvivesAll(
        "a draw that an official closes before an agency comes",
        100,
        1,
        new Scene(fixed(2).closedByAnOfficial()).with(2).withLate(3, 20_000));
  }

  @Test
  void aFaultOfTheOfficeIsCaughtHereToo() {
    assertIsCaught(
        SimulatedFault.COUNT_AN_END_THAT_IS_NOT_DURABLE, new Scene(fixed(2)).with(12).with(5));
    assertIsCaught(SimulatedFault.STORE_A_BATCH_IN_PARTS, new Scene(fixed(2)).with(12).with(5));
    assertIsCaught(
        SimulatedFault.TELL_A_CLOSE_THAT_IS_NOT_DURABLE,
        new Scene(fixed(2).closedByAnOfficial()).with(2).withLate(3, 20_000));
    assertIsCaught(
        SimulatedFault.TAKE_THE_FIRST_OFFICIAL_FOR_THE_SECOND,
        new Scene(officials(1, 2).mistakes(1)).with(2));
    assertIsCaught(SimulatedFault.FORGET_AN_EXCUSE, new Scene(fixed(2)).with(2).withDeserter(3));
    assertIsCaught(
        SimulatedFault.REPLACE_THE_RESULT_BY_ITS_CORRECTION,
        new Scene(officials(1, 1).numbers(WINNING_NUMBER, 1)).with(2));
  }

  private static void assertIsCaught(SimulatedFault fault, Scene scene) {
    assertThrows(AssertionError.class, () -> runAll(fault, 1, scene), fault::toString);
  }

  private static void assertSurvivesAll(String what, int runsMin, int cuts, Scene scene) {
    int runs = runAll(Fault.NONE, cuts, scene);
    System.out.println(runs + " runs of " + what);
    assertTrue(runs > runsMin, () -> "only " + runs + " combinations");
  }

  /** An agency of a scene. */
  private record Member(Kind kind, int bets, int delayMillis) {}

  /** Which agencies there are, and what officials intend. Eight bets make a batch. */
  private record Scene(SimulatedPlan plan, List<Member> members) {
    Scene(SimulatedPlan plan) {
      this(plan, List.of());
    }

    private Scene with(Member another) {
      List<Member> more = new ArrayList<>(members);
      more.add(another);
      return new Scene(plan, List.copyOf(more));
    }

    Scene with(int bets) {
      return with(new Member(Kind.FAITHFUL, bets, 0));
    }

    Scene withLate(int bets, int delayMillis) {
      return with(new Member(Kind.FAITHFUL, bets, delayMillis));
    }

    Scene withDeserter(int bets) {
      return with(new Member(Kind.DESERTING, bets, 0));
    }
  }

  /** Runs all there are. */
  private static int runAll(Fault fault, int cuts, Scene scene) {
    int runs = 0;
    // With two cuts there are very many.
    for (Choices order : ORDERS.subList(0, cuts == 1 ? 2 : 1)) {
      EveryChoice choices = new EveryChoice();
      do {
        try {
          run(order, choices, fault, cuts, scene);
        } catch (AssertionError | RuntimeException e) {
          throw new AssertionError("broken promise with " + choices, e);
        }
        runs++;
      } while (choices.next());
    }
    return runs;
  }

  /** The first cut comes at any call; the second one, if there is one, while a start recovers. */
  private static void run(Choices order, EveryChoice choices, Fault fault, int cuts, Scene scene) {
    SimulatedRecord record = new SimulatedRecord();
    List<SimulatedClaims> claims = new ArrayList<>();
    for (Member each : scene.members()) {
      int agency = claims.size() + 1;
      claims.add(
          new SimulatedClaims(agency, SimulatedClaims.someBets(agency, each.bets()), record));
    }
    SimulatedMachine machine = new SimulatedMachine(choices);
    SimulatedOffice office =
        new SimulatedOffice(
            order,
            new SimulatedNetwork(PLAIN),
            machine,
            fault,
            scene.plan(),
            claims,
            record,
            1,
            new SimulatedTally());
    for (SimulatedClaims each : claims) {
      Member member = scene.members().get(each.agency() - 1);
      office.addAgency(member.kind(), each, 1, member.delayMillis());
    }
    machine.planCuts(cuts);
    int lives = 1;
    while (!office.live(10_000)) {
      assertFalse(machine.isPowered(), "nobody gets on");
      office.cutPower();
      lives++;
      if (lives == cuts) {
        office.whenStarted(machine::calm);
      }
    }
    office.stop();
    office.cutPower();
    machine.calm();
    office.checkOutcome();
  }
}
