package org.bolillero.storage;

import static java.util.Objects.requireNonNull;
import static org.bolillero.storage.LogException.Kind.IN_USE;
import static org.bolillero.storage.LogException.Kind.MISSING;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonWritableChannelException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.bolillero.storage.LogFiles.LogFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskFilesTest {
  @TempDir Path folder;

  @Test
  void aFolderThatAnotherProcessHasIsRefused() throws Exception {
    Files.createFile(folder.resolve("log.lock"));
    try (OtherProcess _ = OtherProcess.locking(folder.resolve("log.lock"))) {
      assertInUse(folder);
    }
    DiskFiles.openToRead(folder).close();
  }

  @Test
  void whoReadsKeepsOutWhoWrites() throws Exception {
    DiskFiles.make(folder).close();
    DiskFiles reader = DiskFiles.openToRead(folder);
    OtherProcess.assertRefused(folder.resolve("log.lock"));
    reader.close();
  }

  @Test
  void whatIsOpenedToReadCannotBeWritten() throws Exception {
    DiskFiles writing = DiskFiles.make(folder);
    writing.create("file").close();
    writing.close();
    try (DiskFiles reading = DiskFiles.openToRead(folder);
        LogFile file = reading.open("file")) {
      assertThrows(NonWritableChannelException.class, () -> file.write(ByteBuffer.allocate(1), 0));
    }
  }

  @Test
  void refusingASecondOpenerKeepsTheFolderLockedAgainstOtherProcesses() throws Exception {
    DiskFiles first = DiskFiles.make(folder);
    assertInUse(folder);
    assertInUse(folder.resolve("..").resolve(folder.getFileName()));
    OtherProcess.assertRefused(folder.resolve("log.lock"));
    first.close();
    DiskFiles second = DiskFiles.make(folder);
    first.close();
    assertInUse(folder);
    second.close();
  }

  @Test
  void aFolderIsMadeWithAllThatLeadToItAndEachNameIsForcedBeforeTheNextIsMade() throws Exception {
    Path deep = folder.resolve("a/b/c");
    try (Forces forces = new Forces()) {
      DiskFiles.make(deep).close();
      assertTrue(Files.isDirectory(deep));
      assertEquals(
          List.of(above(folder), folder, folder.resolve("a"), folder.resolve("a/b")),
          forces.stop());
    }
  }

  @Test
  void theNameOfAFolderThatIsThereIsForcedAsItsMakerMayHaveCrashed() throws Exception {
    try (Forces forces = new Forces()) {
      DiskFiles.make(folder).close();
      assertEquals(List.of(above(folder)), forces.stop());
    }
  }

  private static Path above(Path folder) {
    return requireNonNull(folder.getParent());
  }

  @Test
  void aFolderThatSomebodyElseHasMadeInOneThatIsClosedToThisUserIsUsed() throws Exception {
    Path closed = Files.createDirectory(folder.resolve("closed"));
    Path office = Files.createDirectory(closed.resolve("office"));
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("--x--x--x"));
    try (DiskFiles files = DiskFiles.make(office)) {
      files.create("file").close();
    } finally {
      Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("rwx------"));
    }
  }

  @Test
  void whatIsWrittenToAFileIsReadUpToItsEnd() throws Exception {
    ByteBuffer content = ByteBuffer.wrap(new byte[] {1, 2, 3, 4, 5});
    try (DiskFiles files = DiskFiles.make(folder);
        LogFile file = files.create("file")) {
      assertEquals(5, file.write(content.duplicate(), 0));
      ByteBuffer read = ByteBuffer.allocate(4);
      assertEquals(4, file.read(read, 1));
      assertEquals(content.slice(1, 4), read.flip());
      assertEquals(-1, file.read(ByteBuffer.allocate(1), 5));
    }
  }

  @Test
  void aFileIsOpenUntilItIsClosed() throws Exception {
    try (DiskFiles files = DiskFiles.make(folder)) {
      LogFile created = files.create("file");
      LogFile opened = files.open("file");
      created.close();
      assertEquals(0, opened.size());
      opened.close();
      assertThrows(ClosedChannelException.class, created::size);
      assertThrows(ClosedChannelException.class, opened::size);
    }
  }

  @Test
  void aFileThatCannotBeForcedSaysSo() throws Exception {
    Files.createSymbolicLink(folder.resolve("file"), Path.of("/dev/null"));
    try (DiskFiles files = DiskFiles.make(folder);
        LogFile file = files.open("file")) {
      assertThrows(IOException.class, file::force);
      files.delete("file");
    }
  }

  @Test
  void soDoesAFolderThatCannotBeForced() throws Exception {
    try (DiskFiles files = DiskFiles.openToRead(Path.of("/proc"))) {
      assertThrows(IOException.class, files::forceDirectory);
    }
  }

  @Test
  void aFileIsNoFolder() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));
    LogException made = assertThrows(LogException.class, () -> DiskFiles.make(file));
    assertEquals(MISSING, made.kind());
    LogException locked = assertThrows(LogException.class, () -> DiskFiles.openToRead(file));
    assertEquals(MISSING, locked.kind());
  }

  private static void assertInUse(Path folder) {
    LogException refused = assertThrows(LogException.class, () -> DiskFiles.make(folder));
    assertEquals(IN_USE, refused.kind());
    assertTrue(refused.getMessage().startsWith(folder.toString()));
  }
}
