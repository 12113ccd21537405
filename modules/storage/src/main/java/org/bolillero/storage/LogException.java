package org.bolillero.storage;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/**
 * The log cannot be used, or not any more. The {@link Kind} tells the operator what to do about it.
 */
public final class LogException extends Exception {
  private static final long serialVersionUID = 1;

  /** Why a log cannot be used. */
  public enum Kind {
    /** Another process has the folder. */
    IN_USE,
    /** There is no log in the folder, or the folder cannot be used. */
    MISSING,
    /**
     * What the folder holds is damaged, incomplete, or another log than the one that was expected.
     */
    DAMAGED,
    /** Where the log is to be kept is not set up so that nothing can be lost there. */
    UNSUITABLE,
    /** Another office has taken over the log. */
    TAKEN_OVER,
    /** A write or a force failed; what was not durable by then never will be. */
    FAILED,
    /** The log was closed. */
    CLOSED
  }

  private final Kind kind;

  /**
   * Makes an exception.
   *
   * @param kind why the log cannot be used
   * @param message a sentence that names file, offset and entry where there are any
   */
  public LogException(Kind kind, String message) {
    super(message);
    this.kind = requireNonNull(kind, "kind");
  }

  /**
   * Makes an exception.
   *
   * @param kind why the log cannot be used
   * @param message a sentence that names file, offset and entry where there are any
   * @param cause what led to it
   */
  public LogException(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = requireNonNull(kind, "kind");
  }

  /** The log is damaged. */
  static LogException damaged(String where, String problem) {
    return new LogException(Kind.DAMAGED, where + ": " + problem);
  }

  /**
   * The disk has failed.
   *
   * @param message what cannot be done with which file
   * @param cause says why; the message ends with it, in words for an operator
   * @return the exception
   */
  public static LogException failed(String message, IOException cause) {
    return new LogException(Kind.FAILED, message + ": " + reason(cause), cause);
  }

  /**
   * Why something failed, in words for an operator: what the system says, without the names of
   * files and classes; a defect of the program keeps its name.
   */
  static String reason(Throwable failure) {
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

  /** {@return the same failure, for a thread that meets it later} */
  public LogException again() {
    return new LogException(kind, getMessage(), this);
  }

  /** {@return why the log cannot be used} */
  public Kind kind() {
    return kind;
  }

  @Override
  public String getMessage() {
    return requireNonNull(super.getMessage(), "message");
  }
}
