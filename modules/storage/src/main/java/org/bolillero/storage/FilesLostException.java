package org.bolillero.storage;

import java.io.IOException;

/** A name in the folder of a log does not lead any more to the file that the log has open. */
final class FilesLostException extends IOException {
  private static final long serialVersionUID = 1;

  FilesLostException(String message) {
    super(message);
  }
}
