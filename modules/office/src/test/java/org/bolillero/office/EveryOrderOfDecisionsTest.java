package org.bolillero.office;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bolillero.lottery.BetBatch;
import org.bolillero.lottery.Digest;
import org.bolillero.office.DrawEvent.Bets;
import org.bolillero.office.DrawEvent.Closed;
import org.bolillero.office.DrawEvent.Drawn;
import org.bolillero.office.DrawEvent.Entered;
import org.bolillero.office.DrawEvent.Excused;
import org.bolillero.office.DrawEvent.Finished;
import org.bolillero.office.DrawEvent.Numbered;
import org.bolillero.office.DrawEvent.Sealed;
import org.bolillero.office.RefusalException.Refusal;
import org.bolillero.office.testing.PausingLog;
import org.bolillero.office.testing.TestBets;
import org.bolillero.simulation.Interleavings;
import org.eclipse.collections.impl.factory.Lists;
import org.junit.jupiter.api.Test;

/**
 * Agencies and officials at the same moment, in every order in which their threads can go on. In
 * each the log is one that a start accepts.
 */
class EveryOrderOfDecisionsTest {
  private static final NumberSource FIXED = new NumberSource.Fixed(TestBets.WINNING_NUMBER);
  private static final NumberSource TWO_OFFICIALS = new NumberSource.Officials(2);
  private static final int NUMBER = 7;
  private static final int OTHER_NUMBER = 8;

  @Test
  void p11NoBatchStandsBehindTheCloseAndWhoIsRefusedIsToldWhenItIsDurable() {
    int runs =
        Interleavings.runAll(threads -> {
          DrawScene scene = new DrawScene(threads, new PausingLog(true), FIXED, 1, 2);
          List<Long> counts = new ArrayList<>();
          scene.begin(() -> counts.add(deliver(scene, 1, 2)));
          scene.begin(() -> counts.add(deliver(scene, 2, 1)));
          scene.begin(() -> {
            scene.draw.officials().closeSales("ana", "it is late");
            assertEquals(1, count(scene.log.durable(), Closed.class));
          });
          return scene.end(() -> {
            List<DrawEvent> events = scene.log.events();
            assertEquals(counts.stream().mapToLong(each -> each).sum(), count(events, Bets.class));
            assertEquals(1, count(events, Closed.class));
          });
        });
    assertTrue(runs > 1000, () -> "only " + runs + " orders");
  }

  /** Delivers batches until sales are closed; returns how many count. */
  private static long deliver(DrawScene scene, int agency, int batches) throws Exception {
    Visit visit = scene.draw.greet(agency, _ -> {});
    for (int i = 0; i < batches; i++) {
      try {
        visit.append(i, TestBets.losing(agency, i, i + 1));
        assertEquals(i + 1, visit.awaitStored());
      } catch (RefusalException e) {
        assertEquals(Refusal.CLOSED, e.refusal());
        assertEquals(1, count(scene.log.durable(), Closed.class), "told before it was durable");
        return i;
      }
    }
    return batches;
  }

  @Test
  void p11AnAgencyThatFinishesWhileItIsExcusedDoesOneOfThem() {
    int runs =
        Interleavings.runAll(threads -> {
          DrawScene scene = new DrawScene(threads, new PausingLog(false), FIXED, 1);
          List<String> told = new ArrayList<>();
          scene.begin(() -> {
            Visit visit = scene.draw.greet(1, _ -> {});
            BetBatch bets = TestBets.losing(1, 0, 3);
            Digest digest = TestBets.digest(List.of(bets));
            long count = 3;
            try {
              visit.append(0, bets);
              visit.awaitStored();
              Interleavings.pause();
            } catch (RefusalException e) {
              assertEquals(Refusal.CLOSED, e.refusal());
              count = 0;
              digest = TestBets.total(1).digest();
            }
            assertEquals(new DrawAnswer.Progress(1, 1), visit.finish(count, digest));
            assertEquals(
                1,
                count(scene.log.durable(), Finished.class)
                    + count(scene.log.durable(), Excused.class));
          });
          scene.begin(() -> {
            try {
              long bets = scene.draw.officials().excuse(1, "ana", "it does not come");
              assertEquals(1, count(scene.log.durable(), Excused.class));
              assertEquals(3 * count(scene.log.events(), Bets.class), bets);
              told.add("excused");
            } catch (DecisionException e) {
              assertEquals(DecisionException.Kind.CONFLICT, e.kind());
            }
          });
          return scene.end(() -> {
            List<DrawEvent> events = scene.log.events();
            assertEquals(told.size(), count(events, Excused.class));
            assertEquals(1 - told.size(), count(events, Finished.class));
            assertWasHeld(events);
          });
        });
    assertTrue(runs > 10, () -> "only " + runs + " orders");
  }

  @Test
  void p11TheLastAgencyAndAnOfficialCloseSalesOnce() {
    int runs =
        Interleavings.runAll(threads -> {
          DrawScene scene = new DrawScene(threads, new PausingLog(false), FIXED, 1);
          List<Closed.Cause> causes = new ArrayList<>();
          scene.begin(() -> scene.draw.greet(1, _ -> {}).finish(0, TestBets.total(1).digest()));
          scene.begin(() -> {
            try {
              scene.draw.officials().closeSales("ana", "it is late");
              causes.add(Closed.Cause.OFFICIAL);
            } catch (DecisionException e) {
              assertEquals(DecisionException.Kind.CONFLICT, e.kind());
              causes.add(Closed.Cause.ALL_FINISHED);
            }
          });
          return scene.end(() -> {
            assertWasHeld(scene.log.events());
            assertEquals(
                causes,
                scene.log.events().stream()
                    .filter(Closed.class::isInstance)
                    .map(each -> ((Closed) each).cause())
                    .toList());
          });
        });
    assertTrue(runs > 10, () -> "only " + runs + " orders");
  }

  private static void assertWasHeld(List<DrawEvent> events) {
    for (Class<? extends DrawEvent> step :
        List.of(Closed.class, Sealed.class, Numbered.class, Drawn.class)) {
      assertEquals(1, count(events, step), step::getSimpleName);
    }
  }

  @Test
  void p11TwoOfficialsWhoEnterTheSameNumberAgreeOnce() {
    enter(
        sealed(),
        List.of(NumberEntry.WAITS_FOR_THE_OTHER, NumberEntry.ACCEPTED),
        1,
        new Entry("ana", NUMBER),
        new Entry("ben", NUMBER));
  }

  @Test
  void p11TwoOfficialsWhoEnterDifferentNumbersDoNotAgree() {
    enter(
        sealed(),
        List.of(NumberEntry.WAITS_FOR_THE_OTHER, NumberEntry.DIFFERS),
        0,
        new Entry("ana", NUMBER),
        new Entry("ben", OTHER_NUMBER));
  }

  @Test
  void p11AnOfficialWhoEntersItTwiceIsOneOfficial() {
    enter(
        sealed(),
        List.of(NumberEntry.WAITS_FOR_THE_OTHER),
        0,
        new Entry("ana", NUMBER),
        new Entry("Ana", NUMBER));
  }

  /** A crash came between the second entry and the number. */
  @Test
  void p11NobodyEntersANumberWhileAStartPutsThatOnRecordWhichWasAgreed() {
    enter(
        sealed().with(entered("ana"), entered("ben")),
        List.of(),
        1,
        new Entry("ana", NUMBER),
        new Entry("ben", OTHER_NUMBER));
  }

  private record Entry(String official, int number) {}

  /** A log of two officials' draw up to the seal. */
  private static PausingLog sealed() {
    return new PausingLog(false)
        .with(
            new Finished(TestBets.total(1)),
            new Closed(Closed.Cause.ALL_FINISHED, decision(Decision.OFFICE)),
            new Sealed(
                Lists.immutable.of(TestBets.total(1)),
                Optional.of(new DrawEvent.Stamp(Instant.EPOCH, Optional.empty()))));
  }

  private static Entered entered(String official) {
    return new Entered(NUMBER, decision(official));
  }

  private static Decision decision(String who) {
    return new Decision(Instant.EPOCH, who, "");
  }

  /** Officials enter numbers while an office starts; so often the draw gets a number. */
  private static void enter(
      PausingLog example, List<NumberEntry> answers, int numbers, Entry... entries) {
    Interleavings.runAll(threads -> {
      PausingLog log = example.copy();
      DrawScene scene = new DrawScene(threads, log, TWO_OFFICIALS, 1);
      List<NumberEntry> told = new ArrayList<>();
      scene.begin(() -> scene.draw.resume());
      for (Entry each : entries) {
        scene.begin(() -> {
          try {
            told.add(scene.draw.officials().enterNumber(each.number, each.official));
          } catch (DecisionException e) {
            assertEquals(DecisionException.Kind.CONFLICT, e.kind());
          }
        });
      }
      return scene.end(() -> {
        assertEquals(answers, told);
        assertEquals(numbers, count(log.events(), Numbered.class));
        assertEquals(numbers, count(log.events(), Drawn.class));
      });
    });
  }

  private static long count(List<DrawEvent> events, Class<? extends DrawEvent> type) {
    return events.stream().filter(type::isInstance).count();
  }
}
