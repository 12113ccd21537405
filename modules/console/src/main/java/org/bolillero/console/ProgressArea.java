package org.bolillero.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The last lines on a terminal, which show progress, while log lines scroll by above them. Without
 * progress it passes the log lines on and does nothing else. Thread-safe.
 */
final class ProgressArea {
  /** The one that the whole program shares. */
  static final ProgressArea STANDARD_ERROR =
      new ProgressArea(new FileOutputStream(FileDescriptor.err));

  /** This, and all the other fields, are guarded by this object. */
  private final OutputStream terminal;

  private final Map<Object, String> lines = new LinkedHashMap<>();
  private int linesDrawn;

  ProgressArea(OutputStream terminal) {
    this.terminal = terminal;
  }

  /** Shows a line, or changes it. */
  synchronized void show(Object owner, String text) {
    lines.put(owner, text);
    replaceBy("");
  }

  /** Leaves a line as it is, among those that scroll by. */
  synchronized void release(Object owner) {
    String text = lines.remove(owner);
    replaceBy(text == null ? "" : text + '\n');
  }

  /** A stream to the place above the area. */
  OutputStream above() {
    return new OutputStream() {
      @Override
      public void write(int value) throws IOException {
        write(new byte[] {(byte) value}, 0, 1);
      }

      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        writeAbove(bytes, offset, length);
      }
    };
  }

  private synchronized void writeAbove(byte[] bytes, int offset, int length) throws IOException {
    print(erasing());
    terminal.write(bytes, offset, length);
    // What ends within a line is continued by the next call.
    if (length > 0 && bytes[offset + length - 1] == '\n') {
      print(drawing());
    }
  }

  /** In one write, so that it does not flicker. */
  private void replaceBy(String text) {
    try {
      print(erasing() + text + drawing());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String erasing() {
    int count = linesDrawn;
    linesDrawn = 0;
    // Up to the first of them, and erase from there to the end of the screen.
    return count == 0 ? "" : "\r\u001b[" + count + "A\u001b[J";
  }

  private String drawing() {
    linesDrawn = lines.size();
    return lines.isEmpty() ? "" : String.join("\n", lines.values()) + '\n';
  }

  private void print(String text) throws IOException {
    if (!text.isEmpty()) {
      terminal.write(text.getBytes(UTF_8));
    }
  }
}
