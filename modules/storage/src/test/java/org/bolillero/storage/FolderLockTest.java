package org.bolillero.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.bolillero.storage.LogException.Kind.FAILED;
import static org.bolillero.storage.LogException.Kind.IN_USE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.EnumSet;
import org.bolillero.storage.LogFiles.LogFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** A folder stays locked when its {@code log.lock} is deleted, as cleaners and people do. */
class FolderLockTest {
  private static final LogSettings SETTINGS =
      new LogSettings(1, Texts.WORDS, 4096, Duration.ofHours(1));

  @TempDir Path folder;
  private Path lock;
  private Path first;
  private Path firstInMaking;

  @BeforeEach
  void name() {
    lock = folder.resolve("log.lock");
    first = folder.resolve("segment-00000000.log");
    firstInMaking = folder.resolve("segment-00000000.new");
  }

  @Test
  void aLogThatAnotherProcessHasIsRefusedAlthoughItsLockFileIsGone() throws Exception {
    open().close();
    byte[] before = Files.readAllBytes(first);
    try (OtherProcess _ = OtherProcess.locking(first)) {
      Files.delete(lock);
      assertInUse(this::open);
      assertInUse(() -> DurableLog.inspect(folder, Texts.WORDS, new Texts()));
      assertEquals(ByteBuffer.wrap(before), ByteBuffer.wrap(Files.readAllBytes(first)));
    }
    open().close();
  }

  @Test
  void aNewLogKeepsOthersOutByItsFirstSegmentWhateverIsReadMeanwhile() throws Exception {
    try (DurableLog log = open()) {
      for (int i = 0; i < 9; i++) {
        log.awaitDurable(log.append(Texts.entry("x".repeat(1000))));
      }
      assertEquals(9, Texts.readBy(log).size());
      OtherProcess.assertRefused(first);
    }
    OtherProcess.locking(first).close();
  }

  @Test
  void aLogThatIsOpenedAgainKeepsOthersOutByItsFirstSegment() throws Exception {
    try (DurableLog log = open()) {
      log.append(Texts.entry("one"));
    }
    try (DurableLog log = open()) {
      assertEquals(1, Texts.readBy(log).size());
      log.awaitDurable(log.append(Texts.entry("two")));
      OtherProcess.assertRefused(first);
    }
  }

  @Test
  void aFirstSegmentWithoutEntriesIsMadeAnewAndLockedAgain() throws Exception {
    open().close();
    Object before = KnownFiles.key(first);
    try (DurableLog _ = open()) {
      assertTrue(!before.equals(KnownFiles.key(first)), "not made anew");
      OtherProcess.assertRefused(first);
    }
  }

  @Test
  void theOneThatItReplacesIsGivenUp() throws Exception {
    open().close();
    Path replaced = Files.createLink(folder.resolve("replaced"), first);
    try (DurableLog _ = open()) {
      OtherProcess.locking(replaced).close();
    }
  }

  @Test
  void theFirstSegmentIsLockedBeforeItHasItsName() throws Exception {
    try (DiskFiles files = DiskFiles.make(folder);
        LogFile _ = files.create("segment-00000000.new")) {
      OtherProcess.assertRefused(firstInMaking);
      files.rename("segment-00000000.new", "segment-00000000.log");
      OtherProcess.assertRefused(first);
    }
  }

  @Test
  void whoMakesALogWhoseLockFileIsGoneHasNotMadeIt() throws Exception {
    try (DiskFiles files = DiskFiles.make(folder);
        LogFile _ = files.create("segment-00000000.new")) {
      Files.delete(lock);
      assertNotMade(files, "log.lock was removed");
    }
  }

  @Test
  void norHasWhoseLockFileIsAnotherByThen() throws Exception {
    try (DiskFiles files = DiskFiles.make(folder);
        LogFile _ = files.create("segment-00000000.new")) {
      Files.move(lock, folder.resolve("aside"));
      Files.createFile(lock);
      assertNotMade(files, "log.lock was replaced");
    }
  }

  @Test
  void norHasWhoseSegmentWasTakenForTheRestOfACrash() throws Exception {
    try (DiskFiles files = DiskFiles.make(folder);
        LogFile _ = files.create("segment-00000000.new")) {
      Path others = Files.writeString(folder.resolve("others"), "another segment", UTF_8);
      Files.move(others, firstInMaking, StandardCopyOption.REPLACE_EXISTING);
      assertNotMade(files, "segment-00000000.new was replaced");
    }
  }

  @Test
  void norHasWhoseSegmentWasReplacedJustWhenItGotItsName() throws Exception {
    KnownFiles known = new KnownFiles(folder, folder.toRealPath());
    try (FolderLock taken = take(known);
        FileChannel channel = FileChannel.open(firstInMaking, CREATE_NEW, READ, WRITE)) {
      taken.created("segment-00000000.new", channel);
      known.add("segment-00000000.log", KnownFiles.key(firstInMaking));
      Files.createFile(first);
      IOException refused =
          assertThrows(
              IOException.class,
              () -> taken.renamed("segment-00000000.new", "segment-00000000.log"));
      assertTrue(LogException.reason(refused).startsWith("segment-00000000.log was replaced"));
    }
  }

  @Test
  void norHasWhoseSegmentAnotherProcessHasLockedMeanwhile() throws Exception {
    try (FolderLock taken = take(new KnownFiles(folder, folder.toRealPath()));
        FileChannel channel = FileChannel.open(firstInMaking, CREATE_NEW, READ, WRITE);
        OtherProcess _ = OtherProcess.locking(firstInMaking)) {
      assertThrows(IOException.class, () -> taken.created("segment-00000000.new", channel));
    }
  }

  private FolderLock take(KnownFiles known) throws Exception {
    return FolderLock.take(folder, folder.toRealPath(), EnumSet.of(READ, WRITE), known);
  }

  private static void assertNotMade(DiskFiles files, String why) {
    IOException refused =
        assertThrows(
            IOException.class, () -> files.rename("segment-00000000.new", "segment-00000000.log"));
    assertTrue(LogException.reason(refused).startsWith(why), refused::toString);
  }

  @Test
  void aCopyOfHardLinksIsInUseAsLongAsTheOriginalIs() throws Exception {
    try (DurableLog log = open()) {
      log.awaitDurable(log.append(Texts.entry("one")));
      Path copy = Files.createDirectory(folder.resolve("copy"));
      Files.createLink(copy.resolve("segment-00000000.log"), first);
      assertInUse(() -> DurableLog.open(copy, SETTINGS, new Texts(), new RecordingListener()));
      OtherProcess.assertRefused(first);
    }
  }

  @Test
  void whoReadsAFolderWithoutALockFileMakesNone() throws Exception {
    DiskFiles.openToRead(folder).close();
    assertTrue(Files.notExists(lock));
  }

  @Test
  void aLockFileThatCannotBeMadeIsNotTriedForEver() throws Exception {
    Files.createSymbolicLink(lock, folder.resolve("nowhere"));
    assertEquals(FAILED, assertThrows(LogException.class, this::open).kind());
  }

  private DurableLog open() throws LogException {
    return DurableLog.open(folder, SETTINGS, new Texts(), new RecordingListener());
  }

  private static void assertInUse(Executable opening) {
    assertEquals(IN_USE, assertThrows(LogException.class, opening).kind());
  }
}
