package org.bolillero.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutputFolderTest {
  private static final Path FOLDER = Path.of("a");

  @ParameterizedTest
  @ValueSource(strings = {"No space left on device", "Disk quota exceeded", "Input/output error"})
  void aDiskThatIsFullOrHasFailedIsNotTheUsersMistake(String reason) {
    CommandException failure =
        OutputFolder.notMade(FOLDER, new FileSystemException("a", null, reason));
    assertEquals(ExitCode.STORAGE_FAILED, failure.exitCode());
    assertEquals("a: cannot be made: " + reason, failure.getMessage());
  }

  @Test
  void aPlaceThatCannotBeIs() {
    for (FileSystemException each :
        new FileSystemException[] {
          new AccessDeniedException("a"),
          new NoSuchFileException("a"),
          new FileSystemException("a", null, "Not a directory"),
          new FileSystemException("a", null, "File name too long"),
          new FileSystemException("a", null, "Read-only file system"),
          new FileSystemException("a")
        }) {
      assertEquals(ExitCode.USAGE, OutputFolder.notMade(FOLDER, each).exitCode(), each::toString);
    }
  }
}
