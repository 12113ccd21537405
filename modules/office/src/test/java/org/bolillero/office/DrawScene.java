package org.bolillero.office;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.bolillero.office.testing.OpenedLog;
import org.bolillero.office.testing.PausingLog;
import org.bolillero.simulation.Interleavings;
import org.bolillero.simulation.SeededThreads;
import org.bolillero.storage.LogException;
import org.eclipse.collections.impl.factory.primitive.IntSets;

/** A draw, and those who use it. */
final class DrawScene {
  final PausingLog log;
  final Draw draw;
  private final SeededThreads.Group group;
  private final DrawTerms terms;

  DrawScene(SeededThreads threads, PausingLog log, NumberSource source, int... agencies) {
    this.log = log;
    group = threads.group();
    terms = new DrawTerms(1, IntSets.immutable.of(agencies), Optional.empty(), source);
    DrawEnvironment environment =
        new DrawEnvironment(
            group, 0, InstantSource.fixed(Instant.EPOCH), DrawScene::assertNothingFails);
    try {
      draw =
          Draw.reopen(
                  (replay, listener) -> {
                    OpenedLog.of(terms, log).open(replay, listener);
                    long entry = 0;
                    for (DrawEvent each : log.events()) {
                      entry++;
                      replay.visit(entry, DrawEventCodec.toEntry(each));
                    }
                    return log;
                  },
                  environment)
              .orElseThrow();
    } catch (LogException e) {
      throw new AssertionError(e);
    }
  }

  private static void assertNothingFails(OfficeEvent event) {
    if (event instanceof OfficeEvent.DrawFailed(_, Throwable why)) {
      throw new AssertionError(why);
    }
  }

  void begin(Interleavings.Task task) {
    group.newThread(Interleavings.unchecked(task)).start();
  }

  /** Checks what has come of it, and that the log is sound. */
  Runnable end(Interleavings.Task check) {
    return Interleavings.unchecked(() -> {
      check.run();
      Books books = new Books();
      books.replay(0, OpenedLog.opened(terms));
      long entry = 0;
      for (DrawEvent each : log.events()) {
        entry++;
        books.replay(entry, each);
      }
    });
  }
}
