package org.bolillero.console;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** Why something failed, in words for whoever runs the program. */
public final class Reason {
  private Reason() {}

  /**
   * {@return what the system says, without names of files and exception classes, which only a
   * defect keeps}
   *
   * @param failure what was thrown
   */
  public static String of(Throwable failure) {
    return switch (failure) {
      case AccessDeniedException _ -> "permission denied";
      case NoSuchFileException _ -> "no such file or folder";
      case FileAlreadyExistsException _ -> "exists already";
      case FileSystemException e when e.getReason() != null -> e.getReason();
      case FileSystemException e -> e.toString();
      case IOException e when e.getMessage() != null -> e.getMessage();
      default -> failure.toString();
    };
  }
}
