package org.bolillero.office;

import static org.bolillero.office.DrawsSetup.holdOne;
import static org.bolillero.office.DrawsSetup.terms;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.bolillero.lottery.Digest;
import org.bolillero.office.testing.StoredLog;
import org.bolillero.storage.LogException;
import org.eclipse.collections.api.list.ImmutableList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An opening is whole or has not been, whatever happens on the way. */
class DrawsOpeningTest {
  @TempDir Path parent;
  private Path data;
  private DrawsSetup setup;

  @BeforeEach
  void prepare() {
    data = parent.resolve("data");
    setup = new DrawsSetup(data);
  }

  @Test
  void aCrashAtAnyStepOfAnOpeningLeavesAWholeDrawOrNone() throws Exception {
    List<Path> copies = new ArrayList<>();
    List<String> moments = new ArrayList<>();
    setup.logs =
        SteppedLog.of(
            DrawsSetup::durable,
            moment -> {
              moments.add(moment);
              copies.add(parent.resolve("copy-" + copies.size()));
              DrawsSetup.copy(data, copies.getLast());
            });
    try (Draws draws = setup.start()) {
      draws.openDraw(terms(2, 3), "ana");
    }
    assertEquals(
        List.of(
            "before opening draw-2.part",
            "after opening draw-2.part",
            "before appending kind 6",
            "before waiting for entry 1",
            "after waiting for entry 1",
            "after closing",
            "before opening draw-2",
            "after opening draw-2",
            "after closing"),
        moments);
    for (int i = 0; i < copies.size(); i++) {
      assertWholeOrNone(copies.get(i), i >= moments.indexOf("before opening draw-2"));
    }
  }

  private static void assertWholeOrNone(Path copy, boolean isThere) throws Exception {
    DrawsSetup after = new DrawsSetup(copy);
    try (Draws draws = after.start()) {
      assertEquals(isThere ? 1 : 0, draws.list().size());
      assertFalse(Files.exists(copy.resolve("draw-2.part")));
      if (!isThere) {
        draws.openDraw(terms(2, 3), "eva");
      }
      assertEquals(terms(2, 3), draws.use(2, Draw::terms));
      assertEquals(isThere ? "ana" : "eva", draws.use(2, Draw::record).getOnly().who());
    }
    try (Draws draws = after.start()) {
      assertEquals(1, draws.list().size());
    }
  }

  @Test
  void anOpeningThatFailsAtAnyStepIsNoneAndCanBeRepeated() throws Exception {
    for (int step = 0; step < 7; step++) {
      int number = step + 1;
      AtomicInteger left = new AtomicInteger(step);
      setup.logs =
          SteppedLog.of(
              DrawsSetup::durable,
              _ -> {
                if (left.getAndDecrement() == 0) {
                  throw new LogException(LogException.Kind.FAILED, "no space left");
                }
              });
      try (Draws draws = setup.start()) {
        assertThrows(LogException.class, () -> draws.openDraw(terms(number, 1), "ana"));
        assertEquals(0, draws.list().size());
        assertFalse(Files.exists(setup.folder(number)));
        draws.openDraw(terms(number, 1), "eva"); // Now there is space.
        assertEquals("eva", draws.use(number, Draw::record).getOnly().who());
      }
      DrawsSetup.deleteAll(data);
    }
    assertEquals(List.of(), DrawsSetup.openFiles(parent));
  }

  @Test
  void aDrawThatWasOpenedButCannotBeUsedIsTakenBack() throws Exception {
    setup.logs =
        SteppedLog.of(
            DrawsSetup::durable,
            moment -> {
              if (moment.equals("before opening draw-2")) {
                throw new LogException(LogException.Kind.FAILED, "too many open files");
              }
            });
    try (Draws draws = setup.start()) {
      for (int i = 0; i < 2; i++) {
        assertThrows(LogException.class, () -> draws.openDraw(terms(2, 1), "ana"));
        assertFalse(Files.exists(setup.folder(2)));
      }
    }
    assertEquals(List.of(), opened(), "nobody hears of it");
    setup.logs = DrawsSetup::durable;
    try (Draws draws = setup.start()) {
      assertEquals(0, draws.list().size());
      draws.openDraw(terms(2, 1), "ana");
    }
    assertEquals(List.of(2), opened());
  }

  /** The draws of whose opening those have heard who watch the office. */
  private List<Integer> opened() {
    return setup.events.stream()
        .flatMap(each ->
            each instanceof OfficeEvent.DrawOnRecord(int draw, DrawEvent.Opened _)
                ? Stream.of(draw)
                : Stream.empty())
        .toList();
  }

  @Test
  void whatACrashHasLeftOfAnOpeningIsRemoved() throws Exception {
    for (String name : List.of("draw-3.part", "draw-3.part/deeper", "draw-4.part")) {
      Files.createDirectories(data.resolve(name));
    }
    Files.writeString(data.resolve("draw-3.part/deeper/secret.part"), "half");
    for (String name : List.of("draw-x.part", "draw-0.part", "other.part", "draw-03", "notes")) {
      Files.createDirectories(data.resolve(name)); // They are somebody else's.
    }
    Files.writeString(data.resolve("draw-5.part"), "a file");
    try (Draws draws = setup.start()) {
      assertEquals(0, draws.list().size());
      try (var all = Files.list(data)) {
        assertEquals(
            List.of(
                "draw-0.part",
                "draw-03",
                "draw-5.part",
                "draw-x.part",
                "log.lock",
                "notes",
                "other.part"),
            all.map(each -> each.getFileName().toString()).sorted().toList());
      }
    }
  }

  @Test
  void theSecretOfADrawIsOnlyForTheOfficeAndItsDigestIsOnRecord() throws Exception {
    try (Draws draws = setup.start()) {
      holdOne(draws, 1);
      holdOne(draws, 2);
    }
    List<Digest> digests = new ArrayList<>();
    for (int number : List.of(1, 2)) {
      Path secret = setup.folder(number).resolve("secret");
      assertEquals(
          "rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)));
      byte[] bytes = Files.readAllBytes(secret);
      assertEquals(32, bytes.length);
      Digest digest = Digest.of(java.nio.ByteBuffer.wrap(bytes));
      DrawEvent.Opened opened =
          (DrawEvent.Opened) StoredLog.in(setup.folder(number)).events().getFirst();
      assertEquals(digest, opened.secretDigest());
      digests.add(digest);
    }
    assertFalse(digests.get(0).equals(digests.get(1)));
  }

  @Test
  void aFolderWithoutALogIsNotTakenForADraw() throws Exception {
    Files.createDirectories(setup.folder(8));
    LogException missing = assertThrows(LogException.class, () -> setup.start());
    assertEquals(LogException.Kind.MISSING, missing.kind());
    assertEquals(
        setup.folder(8) + ": expected the log of draw 8, found none", missing.getMessage());
    try (var left = Files.list(setup.folder(8))) {
      assertEquals(0, left.count());
    }
    assertEquals(List.of(), DrawsSetup.openFiles(parent));
  }

  @Test
  void aLogInTheFolderOfAnotherDrawIsRefused() throws Exception {
    try (Draws draws = setup.start()) {
      draws.openDraw(terms(2, 1), "ana");
    }
    Files.move(setup.folder(2), setup.folder(6));
    LogException refused = assertThrows(LogException.class, () -> setup.start());
    assertTrue(
        refused.getMessage().contains("expected the log of draw 6, found that of draw 2"),
        refused.getMessage());
  }

  @Test
  void theRecordOfEachDrawBeginsWithItsOpening() throws Exception {
    try (Draws draws = setup.start()) {
      holdOne(draws, 1);
      ImmutableList<RecordLine> record = draws.use(1, Draw::record);
      assertEquals(
          List.of("opened", "closed", "sealed", "number", "drawn"),
          record.collect(RecordLine::event).castToList());
    }
  }
}
