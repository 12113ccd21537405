package org.bolillero.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.bolillero.storage.LogException.Kind.IN_USE;
import static org.bolillero.storage.LogException.Kind.MISSING;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.NonWritableChannelException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bolillero.storage.LogFiles.LogFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskFilesTest {
  /** Locks a file if it can, says whether it could, and ends when its input does. */
  private static final String OTHER_PROCESS =
      """
      import java.nio.channels.FileChannel;
      import java.nio.file.Path;
      import java.nio.file.StandardOpenOption;

      class OtherProcess {
        public static void main(String[] path) throws Exception {
          var channel = FileChannel.open(Path.of(path[0]), StandardOpenOption.WRITE);
          System.out.println(channel.tryLock() == null ? "refused" : "locked");
          System.in.read();
        }
      }
      """;

  @TempDir Path folder;

  @Test
  void aFolderThatAnotherProcessHasIsRefused() throws Exception {
    Files.createFile(folder.resolve("log.lock"));
    Process other = startOther();
    try {
      assertEquals("locked", answer(other));
      assertInUse(folder);
    } finally {
      end(other);
    }
    DiskFiles.openToRead(folder).close();
  }

  @Test
  void whoReadsKeepsOutWhoWrites() throws Exception {
    DiskFiles.make(folder).close();
    DiskFiles reader = DiskFiles.openToRead(folder);
    Process other = startOther();
    try {
      assertEquals("refused", answer(other));
    } finally {
      end(other);
    }
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
    Process other = startOther();
    try {
      assertEquals("refused", answer(other));
    } finally {
      end(other);
    }
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

  private Process startOther() throws IOException {
    Path source = Files.writeString(folder.resolve("OtherProcess.java"), OTHER_PROCESS);
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return new ProcessBuilder(java, source.toString(), folder.resolve("log.lock").toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static String answer(Process other) throws IOException {
    BufferedReader output = other.inputReader(UTF_8);
    return String.valueOf(output.readLine());
  }

  private static void end(Process other) throws Exception {
    other.getOutputStream().close();
    assertEquals(0, other.waitFor());
  }
}
