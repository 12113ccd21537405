package org.bolillero.client;

import java.io.IOException;
import java.nio.file.Path;
import org.bolillero.console.CommandException;
import org.bolillero.console.ExitCode;

/** A file of bets cannot be read, or has an invalid line; its user has to correct it. */
public final class BetFileException extends CommandException {
  private static final long serialVersionUID = 1;

  private final long line;

  private BetFileException(String message, long line) {
    super(ExitCode.BAD_INPUT, message);
    this.line = line;
  }

  /** A problem with the file as a whole. */
  static BetFileException ofFile(Path file, String problem) {
    return new BetFileException(file + ": " + problem, 0);
  }

  /** Reading has failed. */
  static BetFileException unreadable(Path file, IOException failure) {
    return ofFile(file, "cannot be read: " + failure.getMessage());
  }

  /** A problem with the row that begins at a line, counted from 1. */
  static BetFileException ofLine(Path file, long line, String problem) {
    return new BetFileException(file + ":" + line + ": " + problem, line);
  }

  /** {@return the line where the invalid row begins, from 1; 0 if no single row is to blame} */
  public long line() {
    return line;
  }
}
