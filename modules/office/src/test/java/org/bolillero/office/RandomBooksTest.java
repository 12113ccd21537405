package org.bolillero.office;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.bolillero.fuzz.Seed;
import org.bolillero.lottery.BetBatch;
import org.bolillero.lottery.Digest;
import org.bolillero.office.DrawEvent.AgencyTotal;
import org.bolillero.office.DrawEvent.Bets;
import org.bolillero.office.DrawEvent.Closed;
import org.bolillero.office.DrawEvent.Closed.Cause;
import org.bolillero.office.DrawEvent.Drawn;
import org.bolillero.office.DrawEvent.Entered;
import org.bolillero.office.DrawEvent.Excused;
import org.bolillero.office.DrawEvent.Finished;
import org.bolillero.office.DrawEvent.Numbered;
import org.bolillero.office.DrawEvent.Opened;
import org.bolillero.office.DrawEvent.Sealed;
import org.bolillero.office.testing.TestBets;
import org.bolillero.storage.LogException;
import org.eclipse.collections.impl.factory.Lists;
import org.eclipse.collections.impl.factory.primitive.IntSets;
import org.junit.jupiter.api.Test;

/** Events in random order: what is taken up as a log obeys the rules that matter most. */
class RandomBooksTest {
  private static final Instant TIME = Instant.EPOCH;
  private static final Digest DIGEST = Digest.of(ByteBuffer.allocate(1));
  private static final BetBatch ONE = TestBets.losing(1, 0, 3);
  private static final AgencyTotal TOTAL_ONE = TestBets.total(1, ONE);
  private static final AgencyTotal NOTHING_TWO = TestBets.total(2);
  private static final Excused EXCUSED_TWO = new Excused(NOTHING_TWO, by("ana", "no network"));
  private static final Closed CLOSED = new Closed(Cause.OFFICIAL, by("ana", "the end"));
  private static final Sealed SEALED =
      new Sealed(
          Lists.immutable.of(TOTAL_ONE, NOTHING_TWO),
          Optional.of(new DrawEvent.Stamp(TIME, Optional.empty())));

  private static Decision by(String who, String reason) {
    return new Decision(TIME, who, reason);
  }

  private static Opened opened(NumberSource source) {
    return new Opened(
        new DrawTerms(1, IntSets.immutable.of(1, 2), Optional.empty(), source),
        DIGEST,
        by("ana", ""));
  }

  private static Opened openedFor(int officials) {
    return opened(new NumberSource.Officials(officials));
  }

  private static Numbered numbered(int winning, String reason, String... officials) {
    return new Numbered(winning, Lists.immutable.of(officials), TIME, reason);
  }

  private static Entered entered(int winning, String who) {
    return new Entered(winning, by(who, ""));
  }

  private static Drawn drawn(int winning) {
    return new Drawn(winning, 0, DIGEST, Optional.of(TIME));
  }

  /** Whatever is appended, a log that is taken up obeys the rules that matter most. */
  @Test
  void noLogThatBreaksTheRulesIsTakenUp() {
    Seed.run(random -> {
      int drawn = 0;
      for (int life = 0; life < 200; life++) {
        List<DrawEvent> log = new ArrayList<>();
        for (int step = 0; step < 60; step++) {
          log.add(randomEvent(random));
          if (!isTakenUp(log)) {
            log.removeLast();
          }
        }
        assertInOrder(log.stream().map(each -> each.getClass().getSimpleName()).toList());
        drawn += log.getLast() instanceof Drawn ? 1 : 0;
      }
      assertTrue(drawn > 0);
    });
  }

  private static boolean isTakenUp(List<DrawEvent> log) {
    Books books = new Books();
    try {
      for (int i = 0; i < log.size(); i++) {
        books.replay(i + 1, log.get(i));
      }
      return true;
    } catch (LogException e) {
      assertEquals(LogException.Kind.DAMAGED, e.kind());
      return false;
    }
  }

  private static void assertInOrder(List<String> log) {
    assertEquals(log.indexOf("Opened"), log.lastIndexOf("Opened"));
    int close = log.indexOf("Closed");
    int seal = log.indexOf("Sealed");
    assertTrue(close < 0 || log.lastIndexOf("Bets") < close, log::toString);
    assertTrue(seal < 0 || !log.contains("Opened") || close >= 0, log::toString);
    assertTrue(seal < 0 || log.lastIndexOf("Finished") < seal, log::toString);
    assertTrue(seal < 0 || log.lastIndexOf("Excused") < seal, log::toString);
    for (String later : List.of("Entered", "Numbered", "Drawn")) {
      int first = log.indexOf(later);
      assertTrue(first < 0 || (seal >= 0 && seal < first), log::toString);
    }
    boolean isNumbered = log.contains("Numbered") || !log.contains("Opened");
    assertTrue(!log.contains("Drawn") || isNumbered, log::toString);
  }

  private static DrawEvent randomEvent(RandomGenerator random) {
    List<DrawEvent> all =
        List.of(
            openedFor(2),
            new Bets(1, ONE),
            new Finished(TOTAL_ONE),
            EXCUSED_TWO,
            CLOSED,
            SEALED,
            entered(1, "ana"),
            entered(1, "eva"),
            numbered(1, "", "ana", "eva"),
            drawn(1));
    return all.get(random.nextInt(all.size()));
  }
}
