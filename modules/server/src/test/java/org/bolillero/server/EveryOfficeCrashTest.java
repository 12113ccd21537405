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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Tiny draws, each with a power cut at every call, and with everything that may be left then. */
class EveryOfficeCrashTest {
  /** Nothing that is seldom happens. */
  private static final Choices PLAIN = bound -> bound - 1;

  /** Who could go on first goes on first. */
  private static final Choices FIRST = _ -> 0;

  /** Who could go on first goes on last. */
  private static final Choices LAST = bound -> bound - 1;

  /** What is played, with a power cut at any call. */
  enum Story {
    A_DRAW_OF_THREE_BATCHES,
    A_NUMBER_AND_ITS_CORRECTION,
    TWO_OFFICIALS_WHO_DIFFER_AT_FIRST,
    AN_AGENCY_THAT_IS_EXCUSED,
    A_CLOSE_BY_THE_CLOCK_BEFORE_AN_AGENCY_COMES,
    A_CLOSE_BY_AN_OFFICIAL_BEFORE_AN_AGENCY_COMES;

    private Scene scene() {
      return switch (this) {
        case A_DRAW_OF_THREE_BATCHES -> new Scene(fixed(2)).with(12).with(5);
        case A_NUMBER_AND_ITS_CORRECTION ->
            new Scene(officials(1, 1).numbers(WINNING_NUMBER, 1)).with(2);
        case TWO_OFFICIALS_WHO_DIFFER_AT_FIRST -> new Scene(officials(1, 2).mistakes(1)).with(2);
        case AN_AGENCY_THAT_IS_EXCUSED -> new Scene(fixed(2)).with(2).withDeserter(3);
        case A_CLOSE_BY_THE_CLOCK_BEFORE_AN_AGENCY_COMES ->
            new Scene(fixed(2).closesAfter(Duration.ofSeconds(5))).with(2).withLate(3, 20_000);
        case A_CLOSE_BY_AN_OFFICIAL_BEFORE_AN_AGENCY_COMES ->
            new Scene(fixed(2).closedByAnOfficial()).with(2).withLate(3, 20_000);
      };
    }
  }

  /** The same draw, and whatever was decided stays so: an excuse, a number, a close. */
  @ParameterizedTest
  @EnumSource
  void p4p11APowerCutAtAnyCallLeadsToTheSameDrawAndChangesNoDecision(Story story) {
    assertSurvivesAll(story.name(), 100, 1, FIRST, story.scene());
  }

  @Tag("long")
  @ParameterizedTest
  @EnumSource
  void p4p11AndSoItDoesWhoeverGoesOnFirst(Story story) {
    assertSurvivesAll(story.name(), 100, 1, LAST, story.scene());
  }

  @Tag("long")
  @Test
  void p4AndSoDoesAnotherOneDuringRecovery() {
    assertSurvivesAll("a draw of one batch", 1000, 2, FIRST, new Scene(fixed(1)).with(3));
  }

  @Test
  void aFaultOfTheOfficeIsCaughtHereToo() {
    assertIsCaught(SimulatedFault.COUNT_AN_END_THAT_IS_NOT_DURABLE, Story.A_DRAW_OF_THREE_BATCHES);
    assertIsCaught(SimulatedFault.STORE_A_BATCH_IN_PARTS, Story.A_DRAW_OF_THREE_BATCHES);
    assertIsCaught(
        SimulatedFault.TELL_A_CLOSE_THAT_IS_NOT_DURABLE,
        Story.A_CLOSE_BY_AN_OFFICIAL_BEFORE_AN_AGENCY_COMES);
    assertIsCaught(
        SimulatedFault.TAKE_THE_FIRST_OFFICIAL_FOR_THE_SECOND,
        Story.TWO_OFFICIALS_WHO_DIFFER_AT_FIRST);
    assertIsCaught(SimulatedFault.FORGET_AN_EXCUSE, Story.AN_AGENCY_THAT_IS_EXCUSED);
    assertIsCaught(
        SimulatedFault.REPLACE_THE_RESULT_BY_ITS_CORRECTION, Story.A_NUMBER_AND_ITS_CORRECTION);
  }

  private static void assertIsCaught(SimulatedFault fault, Story story) {
    assertThrows(
        AssertionError.class, () -> runAll(fault, 1, FIRST, story.scene()), fault::toString);
  }

  private static void assertSurvivesAll(
      String what, int runsMin, int cuts, Choices order, Scene scene) {
    int runs = runAll(Fault.NONE, cuts, order, scene);
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
  private static int runAll(Fault fault, int cuts, Choices order, Scene scene) {
    EveryChoice choices = new EveryChoice();
    int runs = 0;
    do {
      try {
        run(order, choices, fault, cuts, scene);
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("broken promise with " + choices, e);
      }
      runs++;
    } while (choices.next());
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
      office.people().addAgency(member.kind(), each, 1, member.delayMillis());
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
