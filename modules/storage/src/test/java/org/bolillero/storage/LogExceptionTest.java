package org.bolillero.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import org.junit.jupiter.api.Test;

class LogExceptionTest {
  @Test
  void whatTheSystemSaysIsToldWithoutNamesOfClasses() {
    assertEquals("Input/output error", LogException.reason(new IOException("Input/output error")));
    assertEquals("permission denied", LogException.reason(new AccessDeniedException("a")));
    assertEquals("no such file or folder", LogException.reason(new NoSuchFileException("a")));
    assertEquals("exists already", LogException.reason(new FileAlreadyExistsException("a")));
    assertEquals(
        "No space left on device",
        LogException.reason(new FileSystemException("a", null, "No space left on device")));
  }

  @Test
  void whatSaysNothingOrIsADefectKeepsItsName() {
    assertEquals(
        "java.nio.file.NotDirectoryException: a",
        LogException.reason(new NotDirectoryException("a")));
    assertEquals("java.io.EOFException", LogException.reason(new EOFException()));
    assertEquals(
        "java.lang.IllegalStateException: b", LogException.reason(new IllegalStateException("b")));
  }
}
