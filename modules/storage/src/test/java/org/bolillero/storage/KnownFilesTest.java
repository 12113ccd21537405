package org.bolillero.storage;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** A real folder whose files are taken away or exchanged while it is open. */
class KnownFilesTest {
  @TempDir Path parent;
  private Path folder;
  private DiskFiles files;

  @BeforeEach
  void open() throws Exception {
    folder = parent.resolve("office");
    files = DiskFiles.make(folder);
    create("one.new", "one");
    create("two.new", "two");
    files.checkInPlace();
  }

  @AfterEach
  void close() throws IOException {
    files.close();
  }

  private void create(String unfinished, String name) throws IOException {
    files.create(unfinished).close();
    files.rename(unfinished, name);
  }

  @Test
  void aFileThatIsRemovedIsMissed() throws IOException {
    Files.delete(folder.resolve("two"));
    assertFound("two was removed or renamed");
  }

  @Test
  void aFileThatIsRenamedIsMissedUntilItIsBack() throws IOException {
    Files.move(folder.resolve("one"), folder.resolve("aside"));
    assertFound("one was removed or renamed");
    Files.move(folder.resolve("aside"), folder.resolve("one"));
    files.checkInPlace();
  }

  @Test
  void aFileThatIsReplacedByItsCopyIsNotTheSame() throws IOException {
    Path copy = Files.copy(folder.resolve("one"), folder.resolve("copy"));
    Files.move(copy, folder.resolve("one"), StandardCopyOption.REPLACE_EXISTING);
    assertFound("one was replaced");
    assertFound(() -> files.open("one"), "one was replaced");
  }

  @Test
  void aLockFileThatIsGoneIsMissed() throws IOException {
    Files.delete(folder.resolve("log.lock"));
    assertFound("log.lock was removed");
    Files.createFile(folder.resolve("log.lock"));
  }

  @Test
  void aFolderThatIsMovedAwayIsMissed() throws IOException {
    Files.move(folder, parent.resolve("elsewhere"));
    assertFound(folder + " was removed or renamed");
  }

  @Test
  void aFolderInPlaceOfTheOneThatIsOpenIsAnother() throws IOException {
    Files.move(folder, parent.resolve("elsewhere"));
    Files.createDirectory(folder);
    assertFound(folder + " was replaced");
  }

  @Test
  void aFolderBelowOneThatIsMovedAwayIsMissed() throws Exception {
    Path deep = parent.resolve("a/b");
    try (DiskFiles below = DiskFiles.make(deep)) {
      Files.move(parent.resolve("a"), parent.resolve("c"));
      assertFound(below::checkInPlace, deep + " was removed");
    }
  }

  @Test
  void aLinkThatLeadsElsewhereByNowIsFoundAndNotFollowed() throws Exception {
    Path link = Files.createSymbolicLink(parent.resolve("link"), parent.resolve("a"));
    Files.createDirectory(parent.resolve("a"));
    Files.createDirectory(parent.resolve("b"));
    try (DiskFiles linked = DiskFiles.make(link)) {
      linked.create("file").close();
      Files.delete(link);
      Files.createSymbolicLink(link, parent.resolve("b"));
      linked.open("file").close();
      assertFound(() -> linked.create("more"), link + " was replaced");
      assertFound(linked::checkInPlace, link + " was replaced");
    }
  }

  @Test
  void whatTheLogItselfRenamesReplacesOrDeletesIsNotMissed() throws IOException {
    create("three.new", "one");
    files.create("four.new").close();
    files.delete("four.new");
    files.delete("two");
    files.checkInPlace();
    Files.delete(folder.resolve("one"));
    assertFound("one was removed");
  }

  @Test
  void theFilesOfAnotherOfficeInTheSamePlaceAreLeftAlone() throws IOException {
    files.create("three.new").close();
    Files.move(folder, parent.resolve("elsewhere"));
    Files.createDirectory(folder);
    Path others = Files.createFile(folder.resolve("three.new"));
    assertFound(() -> files.create("four.new"), folder + " was replaced");
    assertFound(() -> files.rename("three.new", "three"), "three.new was replaced");
    files.delete("three.new");
    assertTrue(Files.exists(others), "deleted");
    assertTrue(Files.notExists(folder.resolve("four.new")), "made");
  }

  @Test
  void aFileThatIsNewDoesNotKeepTheOthersFromBeingLookedAt() throws IOException {
    files.checkInPlace();
    files.create("zero").close();
    Files.delete(folder.resolve("one"));
    assertFound("one was removed");
  }

  @Test
  void ofManyFilesNotAllAreLookedAtAtOnce() throws IOException {
    for (int i = 1000; i <= 2000; i++) {
      files.create("file-" + i).close();
    }
    Files.delete(folder.resolve("file-2000"));
    files.checkInPlace();
    assertFound("file-2000 was removed");
  }

  @Test
  void ofManyFilesTheFirstAndTheLastTwoAreLookedAtEveryTime() throws IOException {
    for (int i = 1000; i < 4000; i++) {
      files.create("segment-" + i).close();
    }
    files.delete("two");
    for (String name : List.of("log.lock", "segment-3998", "segment-3999")) {
      Path aside = Files.move(folder.resolve(name), folder.resolve("aside"));
      assertFound(name + " was removed");
      Files.move(aside, folder.resolve(name));
      files.checkInPlace();
    }
  }

  @Test
  void ofManyFilesEachIsLookedAtInTurn() throws IOException {
    for (int i = 0; i < 2500; i++) {
      files.create("file-%04d".formatted(i)).close();
    }
    for (int i = 0; i < 2500; i += 499) {
      Path file = folder.resolve("file-%04d".formatted(i));
      Path aside = Files.move(file, folder.resolve("aside"));
      int looks = 0;
      IOException found = null;
      while (found == null && looks < 4) {
        looks++;
        try {
          files.checkInPlace();
        } catch (IOException e) {
          found = e;
        }
      }
      assertTrue(found != null, file + " was not missed in " + looks + " looks");
      Files.move(aside, file);
    }
    files.checkInPlace();
  }

  private void assertFound(String expected) {
    assertFound(files::checkInPlace, expected);
  }

  private static void assertFound(Executable looking, String expected) {
    String found = LogException.reason(assertThrows(IOException.class, looking));
    assertTrue(found.startsWith(expected), found);
  }
}
