package org.bolillero.storage;

import static org.bolillero.storage.LogException.Kind.IN_USE;
import static org.bolillero.storage.LogException.Kind.MISSING;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.channels.NonWritableChannelException;
import java.nio.file.Files;
import java.nio.file.Path;
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
  void aFolderIsMadeWithAllThatLeadToIt() throws Exception {
    Path deep = folder.resolve("a/b/c");
    DiskFiles.make(deep).close();
    assertTrue(Files.isDirectory(deep));
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
