package org.bolillero.protocol;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A stream that remembers each write by itself. */
final class RecordingOutput extends OutputStream {
  private final List<byte[]> writes = new ArrayList<>();
  private int flushes;

  int writes() {
    return writes.size();
  }

  int flushes() {
    return flushes;
  }

  /** All that was written. */
  byte[] bytes() {
    var all = new ByteArrayOutputStream();
    writes.forEach(all::writeBytes);
    return all.toByteArray();
  }

  @Override
  public void write(byte[] source, int offset, int length) {
    writes.add(Arrays.copyOfRange(source, offset, offset + length));
  }

  @Override
  public void write(int value) {
    throw new AssertionError("bytes are not written one by one");
  }

  @Override
  public void flush() {
    flushes++;
  }
}
