package org.bolillero.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import org.junit.jupiter.api.Test;

class ReasonTest {
  @Test
  void whatTheSystemSaysIsToldWithoutNamesOfClasses() {
    assertEquals("Input/output error", Reason.of(new IOException("Input/output error")));
    assertEquals("permission denied", Reason.of(new AccessDeniedException("a")));
    assertEquals("no such file or folder", Reason.of(new NoSuchFileException("a")));
    assertEquals("exists already", Reason.of(new FileAlreadyExistsException("a")));
    assertEquals(
        "No space left on device",
        Reason.of(new FileSystemException("a", null, "No space left on device")));
  }

  @Test
  void whatSaysNothingOrIsADefectKeepsItsName() {
    assertEquals(
        "java.nio.file.NotDirectoryException: a", Reason.of(new NotDirectoryException("a")));
    assertEquals("java.io.EOFException", Reason.of(new EOFException()));
    assertEquals("java.lang.IllegalStateException: b", Reason.of(new IllegalStateException("b")));
  }
}
