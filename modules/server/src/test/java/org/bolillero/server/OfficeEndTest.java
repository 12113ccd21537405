package org.bolillero.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.util.OptionalInt;
import org.bolillero.office.OfficeEvent;
import org.bolillero.office.testing.Background;
import org.bolillero.storage.LogException;
import org.bolillero.storage.LogException.Kind;
import org.junit.jupiter.api.Test;

class OfficeEndTest {
  private final OfficeEnd end = new OfficeEnd(OptionalInt.empty());

  @Test
  void aDefectInAConversationDoesNotEndTheOffice() throws Exception {
    IllegalStateException defect = new IllegalStateException("a defect");
    dieOf(() -> {
      throw defect;
    });
    assertFalse(end.isFailure());
    assertIsStillAwaited(end);
  }

  @Test
  void anErrorEndsTheOffice() throws Exception {
    Error error = new OutOfMemoryError("not really");
    dieOf(() -> {
      throw error;
    });
    assertTrue(end.isFailure());
    assertSame(error, assertThrows(IllegalStateException.class, end::await).getCause());
  }

  @Test
  void theFailureOfTheLogEndsTheOfficeAndIsNotForgotten() throws Exception {
    end.checkLog();
    end.on(new OfficeEvent.LogFailed(new LogException(Kind.FAILED, "a full disk")));
    assertEquals(Kind.FAILED, assertThrows(LogException.class, end::await).kind());
    assertEquals(Kind.FAILED, assertThrows(LogException.class, end::checkLog).kind());
  }

  @Test
  void theDrawEndsTheOfficeOnlyIfThatWasAskedFor() throws Exception {
    OfficeEnd afterDraw = new OfficeEnd(OptionalInt.of(1));
    OfficeEnd afterAnother = new OfficeEnd(OptionalInt.of(2));
    for (OfficeEnd each : new OfficeEnd[] {end, afterDraw, afterAnother}) {
      each.on(new OfficeEvent.WinnersDelivered(1));
    }
    afterDraw.await();
    assertFalse(afterDraw.isFailure());
    assertIsStillAwaited(end);
    assertIsStillAwaited(afterAnother);
  }

  private static void assertIsStillAwaited(OfficeEnd end) throws Exception {
    Background<?> waiting = Background.run(end::await);
    waiting.awaitWaiting();
    end.endNow();
    waiting.await();
  }

  private void dieOf(Runnable task) throws Exception {
    Thread thread = Platform.of(Clock.systemUTC(), end).threads("test").newThread(task);
    thread.start();
    thread.join();
  }
}
