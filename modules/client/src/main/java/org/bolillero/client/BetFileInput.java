package org.bolillero.client;

import java.io.FileInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;

/**
 * The bytes of a file of bets, without its byte order mark. Reading fails if their number has
 * changed since the file was opened: a file that is being written has incomplete rows.
 */
final class BetFileInput extends FilterInputStream {
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  private final FileInputStream file;
  private final long size;
  private long position;

  private BetFileInput(FileInputStream file) throws IOException {
    super(file);
    this.file = file;
    this.size = file.getChannel().size();
    if (Arrays.equals(file.readNBytes(BYTE_ORDER_MARK.length), BYTE_ORDER_MARK)) {
      position = BYTE_ORDER_MARK.length;
    } else {
      file.getChannel().position(0);
    }
  }

  /** Opens a file, which must be a regular file. */
  static BetFileInput open(Path path) throws BetFileException {
    try {
      // Opening a pipe would wait for its other end, so the type of file is checked first.
      BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
      if (attributes.isRegularFile()) {
        return begin(path, new FileInputStream(path.toFile()));
      }
      if (attributes.isDirectory()) {
        throw BetFileException.ofFile(path, "is a directory, not a file");
      }
    } catch (NoSuchFileException _) {
      throw BetFileException.ofFile(path, "no such file");
    } catch (IOException _) {
      throw BetFileException.ofFile(path, "cannot be opened; check its permissions");
    }
    throw BetFileException.ofFile(
        path, "expected a regular file, which can be read again to resume");
  }

  private static BetFileInput begin(Path path, FileInputStream file) throws BetFileException {
    try {
      return new BetFileInput(file);
    } catch (IOException e) {
      close(file);
      throw BetFileException.unreadable(path, e);
    }
  }

  /** How many bytes the file had when it was opened. */
  long size() {
    return size;
  }

  /** How many bytes of the file have been read. */
  long position() {
    return position;
  }

  @Override
  public void close() {
    close(file);
  }

  private static void close(FileInputStream file) {
    try {
      file.close();
    } catch (IOException _) {
      // Nothing was written, so nothing can be lost.
    }
  }

  /** Whether the last byte of a file that is not empty ends a line. */
  boolean endsWithLineEnd() throws IOException {
    ByteBuffer last = ByteBuffer.allocate(1);
    return file.getChannel().read(last, size - 1) == 1 && last.get(0) == '\n';
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    int count = super.read(target, offset, length);
    position += Math.max(count, 0);
    if (position > size || (count < 0 && position < size)) {
      throw new IOException(
          "it had %d bytes when it was opened, and has %d now; it must not change while it is read"
              .formatted(size, file.getChannel().size()));
    }
    return count;
  }
}
