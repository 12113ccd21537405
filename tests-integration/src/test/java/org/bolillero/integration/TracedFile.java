package org.bolillero.integration;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A file or a folder as a process has left it: what it holds, and how much of that is on stable
 * storage. Moments are lines of the report.
 */
final class TracedFile {
  /** Begun and not returned: nobody knows what is there. */
  private static final int IN_FLIGHT = Integer.MAX_VALUE;

  private static final int HEADER_BYTES = 64;
  private static final int SIZE_OFFSET = 28;

  private final @Nullable TracedFile folder;
  private String name;

  /** When it got its name; 0 if it had it before. */
  private int named;

  /** When the last force began that has returned without an error. */
  private int forced;

  private byte[] content = new byte[0];

  /** For each byte when the write of it returned; 0 if there was none. */
  private int[] written = new int[0];

  private int entriesEnd;

  TracedFile(@Nullable TracedFile folder, String name) {
    this.folder = folder;
    this.name = name;
  }

  @Nullable TracedFile folder() {
    return folder;
  }

  String name() {
    return name;
  }

  boolean isSegment() {
    return name.endsWith(".log");
  }

  void named(String newName, int moment) {
    name = newName;
    named = moment;
  }

  /** A force that began at this moment has returned. */
  void forced(int began) {
    forced = Math.max(forced, began);
  }

  /** Whether its name and those of all folders above it are on stable storage. */
  boolean isNameForced() {
    return folder == null || ((named == 0 || named < folder.forced) && folder.isNameForced());
  }

  /** Whether the process has written all of a segment, and all of it is on stable storage. */
  boolean isWhole() {
    return content.length > HEADER_BYTES
        && number(SIZE_OFFSET, Integer.BYTES) == content.length
        && isForced(0, content.length);
  }

  /** Whether these bytes are on stable storage, as they were written. */
  boolean isForced(int from, int to) {
    for (int i = from; i < to; i++) {
      if (i >= written.length || written[i] == 0 || written[i] >= forced) {
        return false;
      }
    }
    return true;
  }

  /** Whether the write changes what stands before an offset. */
  boolean isChanged(byte[] bytes, int offset, int before) {
    int end = Math.min(offset + bytes.length, Math.min(before, content.length));
    return offset < end && !Arrays.equals(content, offset, end, bytes, 0, end - offset);
  }

  /** Whether the write brings more than a header and zeros. */
  static boolean hasEntries(byte[] bytes, int offset) {
    for (int i = Math.max(0, HEADER_BYTES - offset); i < bytes.length; i++) {
      if (bytes[i] != 0) {
        return true;
      }
    }
    return false;
  }

  /** From now on nobody knows what stands there, unless it stands there already, and for good. */
  void writeBegins(byte[] bytes, int offset) {
    write(bytes, offset, bytes.length, IN_FLIGHT);
  }

  /** So many of the bytes are written. */
  void writeReturned(byte[] bytes, int offset, int count, int moment) {
    write(bytes, offset, count, moment);
    System.arraycopy(bytes, 0, content, offset, count);
    if (hasEntries(bytes, offset)) {
      entriesEnd = Math.max(entriesEnd, offset + count);
    }
  }

  private void write(byte[] bytes, int offset, int count, int moment) {
    if (content.length < offset + bytes.length) {
      content = Arrays.copyOf(content, offset + bytes.length);
      written = Arrays.copyOf(written, offset + bytes.length);
    }
    for (int i = offset; i < offset + count; i++) {
      if (content[i] != bytes[i - offset] || !isForced(i, i + 1)) {
        written[i] = moment;
      }
    }
  }

  /** Where the last write of an entry has ended; 0 without one. */
  int entriesEnd() {
    return entriesEnd;
  }

  /** A number, big-endian. */
  long number(int offset, int bytes) {
    long number = 0;
    for (int i = offset; i < offset + bytes; i++) {
      number = number << 8 | (content[i] & 0xFF);
    }
    return number;
  }
}
