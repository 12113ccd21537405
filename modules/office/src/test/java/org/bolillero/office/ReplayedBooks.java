package org.bolillero.office;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;
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

/** The events of a draw's life, and books in which those can be replayed one after another. */
abstract class ReplayedBooks {
  static final Instant TIME = Instant.EPOCH;
  static final Digest DIGEST = Digest.of(ByteBuffer.allocate(1));
  static final BetBatch ONE = TestBets.losing(1, 0, 3);
  static final BetBatch MORE = TestBets.losing(1, 3, 5);
  static final AgencyTotal TOTAL_ONE = TestBets.total(1, ONE);
  static final AgencyTotal NOTHING_TWO = TestBets.total(2);
  static final Excused EXCUSED_TWO = new Excused(NOTHING_TWO, by("ana", "no network"));
  static final Closed CLOSED = new Closed(Cause.OFFICIAL, by("ana", "the end"));
  static final Sealed SEALED =
      new Sealed(
          Lists.immutable.of(TOTAL_ONE, NOTHING_TWO),
          Optional.of(new DrawEvent.Stamp(TIME, Optional.empty())));

  final Books books = new Books();
  private long number;

  static Decision by(String who, String reason) {
    return new Decision(TIME, who, reason);
  }

  static Opened opened(NumberSource source) {
    return new Opened(
        new DrawTerms(1, IntSets.immutable.of(1, 2), Optional.empty(), source),
        DIGEST,
        by("ana", ""));
  }

  static Opened openedFor(int officials) {
    return opened(new NumberSource.Officials(officials));
  }

  static Numbered numbered(int winning, String reason, String... officials) {
    return new Numbered(winning, Lists.immutable.of(officials), TIME, reason);
  }

  static Entered entered(int winning, String who) {
    return new Entered(winning, by(who, ""));
  }

  static Drawn drawn(int winning) {
    return new Drawn(winning, 0, DIGEST, Optional.of(TIME));
  }

  void replay(DrawEvent... events) throws LogException {
    for (DrawEvent each : events) {
      books.replay(++number, DrawEventCodec.toEntry(each));
    }
  }

  void replayToTheSeal(NumberSource source) throws LogException {
    replay(opened(source), new Bets(1, ONE), new Finished(TOTAL_ONE), EXCUSED_TWO, CLOSED, SEALED);
  }

  void replayToTheSeal(int officials) throws LogException {
    replayToTheSeal(new NumberSource.Officials(officials));
  }

  void assertContradiction(String contradiction, DrawEvent event) {
    LogException failure = assertThrows(LogException.class, () -> replay(event));
    assertEquals(LogException.Kind.DAMAGED, failure.kind());
    assertEquals(
        "entry " + number + " contradicts the log: " + contradiction, failure.getMessage());
  }
}
