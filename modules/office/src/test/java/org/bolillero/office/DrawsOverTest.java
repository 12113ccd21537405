package org.bolillero.office;

import static org.bolillero.fuzz.Patience.await;
import static org.bolillero.office.DrawsSetup.awaitOver;
import static org.bolillero.office.DrawsSetup.holdOne;
import static org.bolillero.office.DrawsSetup.terms;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.bolillero.office.testing.StoredLog;
import org.bolillero.office.testing.TestBets;
import org.bolillero.storage.LogException;
import org.bolillero.storage.LogOpener;
import org.bolillero.storage.LogSettings;
import org.eclipse.collections.api.list.ImmutableList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Draws that are over are opened for whoever asks, and cost nothing otherwise. */
class DrawsOverTest {
  @TempDir Path parent;
  private Path data;
  private DrawsSetup setup;

  @BeforeEach
  void prepare() {
    data = parent.resolve("data");
    setup = new DrawsSetup(data);
  }

  @Test
  void aDrawThatIsOverIsClosedWhenNobodyHasUsedItForSomeTime() throws Exception {
    try (Draws draws = setup.start()) {
      List<String> before = DrawsSetup.openFiles(data);
      holdOne(draws, 1);
      DrawSummary summary = draws.list().getOnly();
      draws.passTime();
      assertEquals(1, draws.open().size()); // Not yet.
      setup.nanos.addAndGet(DrawSlots.UNUSED_MAX.toNanos() - 1);
      draws.passTime();
      assertEquals(1, draws.open().size());
      DrawFinder.Lease lease = draws.find(1);
      setup.letTimePass(draws);
      assertEquals(1, draws.open().size()); // Somebody uses it.
      lease.close();
      lease.close();
      draws.passTime();
      assertEquals(1, draws.open().size()); // Until just now.
      setup.letTimePass(draws);
      assertEquals(0, draws.open().size());
      assertEquals(before, DrawsSetup.openFiles(data));
      assertEquals(summary, draws.list().getOnly());
      assertEquals(
          "draw 1, agencies 1, bets 3, number 7574\n",
          Files.readString(setup.folder(1).resolve("over")));
    }
  }

  @Test
  void aDrawThatIsNotOverStaysOpen() throws Exception {
    try (Draws draws = setup.start()) {
      draws.openDraw(terms(1, 1), "ana");
      setup.letTimePass(draws);
      assertEquals(1, draws.open().size());
    }
    assertFalse(Files.exists(setup.folder(1).resolve("over")));
  }

  @Test
  void aStartDoesNotOpenWhatIsOver() throws Exception {
    setup.holdSome(3);
    List<Path> opened = new CopyOnWriteArrayList<>();
    setup.logs =
        (folder, draw) -> {
          opened.add(folder);
          return DrawsSetup.durable(folder, draw);
        };
    try (Draws draws = setup.start()) {
      assertEquals(List.of(), opened);
      assertEquals(List.of(1, 2, 3), draws.list().collect(DrawSummary::number).castToList());
      assertEquals(0, draws.agencies());
      try (DrawFinder.Lease lease = draws.find(2)) {
        Announcement announced = lease.draw().announced().orElseThrow(); // There at once.
        assertEquals(
            List.of(TestBets.document(1, 0)), TestBets.documents(announced.winners().documents(1)));
      }
      assertEquals(List.of(setup.folder(2)), opened);
    }
  }

  @Test
  void aThousandDrawsThatAreOverAreListedWithoutTheirLogs() throws Exception {
    for (int number = 1; number <= 1_000; number++) {
      Files.createDirectories(setup.folder(number));
      Files.writeString(
          setup.folder(number).resolve("over"),
          "draw %d, agencies 5, bets 10000, number 0007\n".formatted(number));
    }
    setup.logs = (folder, _) -> fail(folder);
    try (Draws draws = setup.start()) {
      ImmutableList<DrawSummary> list = draws.list();
      assertEquals(1_000, list.size());
      assertEquals(10_000_000, list.sumOfLong(DrawSummary::bets));
      assertEquals(1_000, list.getLast().number());
      setup.letTimePass(draws);
      assertEquals(
          List.of(data.toRealPath().resolve("log.lock").toString()), DrawsSetup.openFiles(data));
    }
  }

  private static LogOpener fail(Path folder) {
    throw new AssertionError("opened " + folder);
  }

  @Test
  void aCorrectionThatACrashHasStoppedGoesOnByItself() throws Exception {
    setup.holdSome(1);
    Path crashed = parent.resolve("crashed");
    AtomicBoolean isCopied = new AtomicBoolean();
    setup.logs =
        SteppedLog.of(
            DrawsSetup::durable,
            moment -> {
              if (moment.equals("before appending kind 4")) {
                DrawsSetup.copy(data, crashed);
                isCopied.set(true);
              }
            });
    try (Draws draws = setup.start()) {
      draws.decide(1, draw -> draw.officials().correct(1, "eva", "a typo"));
      await().untilTrue(isCopied);
    }
    DrawsSetup after = new DrawsSetup(crashed);
    try (Draws draws = after.start()) {
      awaitOver(draws, 1);
      DrawResult result = draws.use(1, Draw::result).orElseThrow();
      assertEquals(1, result.number());
      assertEquals(2, result.winners());
      assertTrue(result.isCorrection());
      assertEquals(
          List.of("opened", "closed", "sealed", "number", "drawn", "number", "drawn"),
          draws.use(1, Draw::record).collect(RecordLine::event).castToList());
    }
    try (Draws draws = after.start()) {
      assertEquals(0, draws.open().size());
      assertEquals(1, draws.list().getOnly().winningNumber().getAsInt());
      assertTrue(draws.use(1, Draw::result).orElseThrow().isCorrection());
    }
  }

  @Test
  void aDecisionThatIsNotTakenLeavesTheDrawOver() throws Exception {
    setup.holdSome(1);
    try (Draws draws = setup.start()) {
      assertThrows(
          DecisionException.class,
          () -> draws.decide(1, draw -> draw.officials().enterNumber(5, "ana")));
      assertFalse(Files.exists(setup.folder(1).resolve("over")));
      setup.letTimePass(draws);
      assertTrue(Files.exists(setup.folder(1).resolve("over")));
    }
  }

  @Test
  void aDamagedDrawThatIsOverHarmsNoOther() throws Exception {
    setup.holdSome(2);
    Path segment = setup.folder(1).resolve("segment-00000000.log");
    byte[] bytes = Files.readAllBytes(segment);
    bytes[100] ^= 1;
    Files.write(segment, bytes);
    try (Draws draws = setup.start()) {
      LogException damaged = assertThrows(LogException.class, () -> draws.find(1));
      assertEquals(LogException.Kind.DAMAGED, damaged.kind());
      assertEquals(1, setup.countEvents(OfficeEvent.LogWarning.class));
      assertEquals(DrawState.DRAWN, draws.use(2, Draw::state));
      assertThrows(LogException.class, () -> draws.use(1, Draw::state));
      assertEquals(2, draws.list().size());
    }
  }

  @Test
  void aResultThatCannotBeRepeatedIsNotServedAndHarmsNoOther() throws Exception {
    setup.holdSome(2);
    List<DrawEvent> events = new ArrayList<>(StoredLog.in(setup.folder(1)).events());
    DrawEvent.Drawn drawn = (DrawEvent.Drawn) events.removeLast();
    events.add(new DrawEvent.Drawn(drawn.winningNumber(), 9, drawn.digest(), drawn.time()));
    DrawsSetup.deleteAll(setup.folder(1));
    StoredLog.write(
        setup.folder(1),
        LogSettings.of(1, DrawEventCodec.WORDS, DrawsSetup.SEGMENT_BYTES),
        events.toArray(DrawEvent[]::new));
    try (Draws draws = setup.start()) {
      for (int time = 0; time < 2; time++) {
        LogException damaged = assertThrows(LogException.class, () -> draws.find(1));
        assertEquals(LogException.Kind.DAMAGED, damaged.kind());
        assertEquals(setup.folder(1) + ": the draw cannot be repeated", damaged.getMessage());
      }
      assertEquals(0, setup.countEvents(OfficeEvent.DrawFailed.class));
      assertEquals(4, setup.countEvents(OfficeEvent.LogWarning.class)); // Why, and what of it.
      assertEquals(DrawState.DRAWN, draws.use(2, Draw::state));
    }
    assertEquals(List.of(), DrawsSetup.openFiles(data));
  }

  @Test
  void aFolderThatWasTakenAwayIsNotMadeAnew() throws Exception {
    setup.holdSome(1);
    try (Draws draws = setup.start()) {
      Files.move(setup.folder(1), parent.resolve("archive"));
      LogException missing = assertThrows(LogException.class, () -> draws.find(1));
      assertEquals(LogException.Kind.MISSING, missing.kind());
      assertFalse(Files.exists(setup.folder(1)));
      Files.move(parent.resolve("archive"), setup.folder(1));
      assertEquals(DrawState.DRAWN, draws.use(1, Draw::state));
    }
  }
}
