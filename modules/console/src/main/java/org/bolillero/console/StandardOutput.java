package org.bolillero.console;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Where results go. A failed write ends the command with a {@link Failure}, which a {@code
 * PrintWriter} or {@code System.out} would swallow.
 */
final class StandardOutput extends OutputStream {
  private static final int TYPE_MASK = 0170000;
  private static final int PIPE = 0010000;
  private static final int SOCKET = 0140000;
  private static final int STANDARD_DESCRIPTORS = 3;

  /** Keeps the places of closed streams occupied. */
  private static final List<FileInputStream> PLACEHOLDERS = new ArrayList<>();

  private final OutputStream target = new FileOutputStream(FileDescriptor.out);

  /** A failed write. It is unchecked because writers swallow an {@link IOException}. */
  static final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final boolean isReaderGone;

    Failure(IOException cause, boolean isReaderGone) {
      super("standard output: " + Reason.of(cause), cause);
      this.isReaderGone = isReaderGone;
    }

    /** Whether it is a pipe that its reader has closed, which needs no message. */
    boolean isReaderGone() {
      return isReaderGone;
    }
  }

  /**
   * Puts something unwritable in place of each standard stream that was closed when the program
   * started. Otherwise the next file or connection would get its number, and then what is meant for
   * standard output or standard error.
   */
  static void fillClosedPlaces() {
    for (int number = 0; number < STANDARD_DESCRIPTORS; number++) {
      if (!Files.exists(descriptor(number))) {
        try {
          PLACEHOLDERS.add(new FileInputStream("/dev/null"));
        } catch (IOException _) {
          // A system without it: the place stays open.
        }
      }
    }
  }

  @Override
  public void write(int value) {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    try {
      target.write(bytes, offset, length);
    } catch (IOException e) {
      throw new Failure(e, isPipe());
    }
  }

  /** The system's message would tell, but in the user's language. */
  private static boolean isPipe() {
    try {
      int type = (int) Files.getAttribute(descriptor(1), "unix:mode") & TYPE_MASK;
      return type == PIPE || type == SOCKET;
    } catch (IOException | UnsupportedOperationException _) {
      return false;
    }
  }

  private static Path descriptor(int number) {
    return Path.of("/dev/fd/" + number);
  }
}
