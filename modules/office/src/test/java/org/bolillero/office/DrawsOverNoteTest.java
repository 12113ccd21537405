package org.bolillero.office;

import static org.bolillero.office.DrawsSetup.holdOne;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The note that a draw is over saves work; whatever is wrong with it, the log is what counts. */
class DrawsOverNoteTest {
  @TempDir Path data;
  private DrawsSetup setup;

  @BeforeEach
  void prepare() {
    setup = new DrawsSetup(data);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "draw 1, agencies 1, bets 3, number 7574",
        "draw 2, agencies 1, bets 3, number 7574\n",
        "draw 9999999999, agencies 1, bets 3, number 7574\n",
        "draw 1, agencies 1, bets 3, number 757\n",
        "draw 1, agencies 1, bets -3, number 7574\n",
        "draw 1, agencies 1, bets 3, number 7574\nmore\n",
        "\u00ff\u00fe\u0000"
      })
  void aNoteThatIsNotOfThisDrawIsNotBelieved(String note) throws Exception {
    setup.holdSome(1);
    Files.writeString(setup.folder(1).resolve("over"), note, StandardCharsets.ISO_8859_1);
    assertIsOpenedAndNotedAgain();
  }

  @Test
  void aNoteThatCannotBeReadIsNotBelieved() throws Exception {
    setup.holdSome(1);
    Files.delete(setup.folder(1).resolve("over"));
    Files.createDirectory(setup.folder(1).resolve("over"));
    try (Draws draws = setup.start()) {
      assertEquals(1, draws.list().size());
      assertEquals(DrawState.DRAWN, draws.use(1, Draw::state));
    }
  }

  private void assertIsOpenedAndNotedAgain() throws Exception {
    List<Path> opened = new CopyOnWriteArrayList<>();
    setup.logs =
        (folder, draw) -> {
          opened.add(folder);
          return DrawsSetup.durable(folder, draw);
        };
    for (int start = 0; start < 2; start++) {
      try (Draws draws = setup.start()) {
        assertEquals(3, draws.list().getOnly().bets());
        assertEquals(1, opened.size()); // By the first start.
      }
    }
  }

  @Test
  void aDrawThatIsOverWithoutANoteIsNotedByTheStart() throws Exception {
    setup.holdSome(1);
    Path note = setup.folder(1).resolve("over");
    String text = Files.readString(note);
    Files.delete(note);
    try (Draws draws = setup.start()) {
      assertEquals(0, draws.open().size());
      assertEquals(text, Files.readString(note));
    }
  }

  @Test
  void aFileWithTheNameOfADrawIsNone() throws Exception {
    Files.createDirectories(data);
    Path file = Files.writeString(setup.folder(1), "");
    Path other = Files.writeString(data.resolve("draw-2.part"), "");
    try (Draws draws = setup.start()) {
      assertEquals(0, draws.list().size());
    }
    assertTrue(Files.exists(file));
    assertTrue(Files.exists(other));
  }

  @Test
  void aNoteThatCannotBeWrittenIsAWarningAndNothingElse() throws Exception {
    try (Draws draws = setup.start()) {
      holdOne(draws, 1);
      Files.createDirectories(setup.folder(1).resolve("over.part/in-the-way"));
      setup.letTimePass(draws);
      assertEquals(0, draws.open().size());
      assertEquals(1, setup.countEvents(OfficeEvent.LogWarning.class));
      assertEquals(1, draws.list().size());
      assertEquals(DrawState.DRAWN, draws.use(1, Draw::state));
    }
    assertFalse(Files.exists(setup.folder(1).resolve("over")));
  }
}
