package org.bolillero.integration;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A report of strace about an office that keeps its log in {@code /above/office}, written by hand:
 * the lock is descriptor 3, segment 0 is 4, the folder 5, the connection of agency 7 is 9.
 */
final class ReportText {
  static final Path FOLDER = Path.of("/above/office");
  static final int SEGMENT_BYTES = 256;

  private final List<String> lines = new ArrayList<>();

  /** Adds a line of a thread, as strace writes it. */
  ReportText line(int thread, String line) {
    lines.add(thread + " " + line);
    return this;
  }

  ReportText call(String line) {
    return line(1, line);
  }

  Path write(Path file) throws IOException {
    return Files.write(file, lines);
  }

  static String hex(byte... bytes) {
    StringBuilder text = new StringBuilder("\"");
    for (byte each : bytes) {
      text.append("\\x%02x".formatted(each));
    }
    return text.append('"').toString();
  }

  static String path(String name) {
    return hex(FOLDER.resolve(name).toString().getBytes(UTF_8));
  }

  ReportText makeFolder() {
    return call("mkdir(" + hex("/above/office".getBytes(UTF_8)) + ", 0777) = 0");
  }

  ReportText forceFolderAbove() {
    call("openat(AT_FDCWD, " + hex("/above".getBytes(UTF_8)) + ", O_RDONLY) = 6");
    return call("fsync(6) = 0").call("close(6) = 0");
  }

  ReportText lock() {
    call("openat(AT_FDCWD, " + path("log.lock") + ", O_WRONLY|O_CREAT, 0666) = 3");
    return call("fcntl(3, F_SETLK, {l_type=F_WRLCK, l_whence=SEEK_SET, l_start=0, l_len=0}) = 0");
  }

  ReportText createSegment() {
    return call("openat(AT_FDCWD, " + path("0.new") + ", O_RDWR|O_CREAT|O_EXCL, 0666) = 4");
  }

  /** The header, and zeros up to an offset. */
  ReportText writeZeros(int to) {
    byte[] bytes = new byte[to];
    ByteBuffer.wrap(bytes).putInt(28, SEGMENT_BYTES);
    return write(bytes, 0);
  }

  ReportText write(byte[] bytes, int offset) {
    return call(writing(bytes, offset) + ") = " + bytes.length);
  }

  static String writing(byte[] bytes, int offset) {
    return "pwrite64(4, " + hex(bytes) + ", " + bytes.length + ", " + offset;
  }

  ReportText force() {
    return call("fdatasync(4) = 0");
  }

  ReportText nameSegment() {
    return call("rename(" + path("0.new") + ", " + path("0.log") + ") = 0");
  }

  ReportText forceFolder() {
    call("openat(AT_FDCWD, " + hex(FOLDER.toString().getBytes(UTF_8)) + ", O_RDONLY) = 5");
    return call("fsync(5) = 0").call("close(5) = 0");
  }

  /** Agency 7 connects and greets. */
  ReportText greeted() {
    call("accept(8, {sa_family=AF_INET6, sin6_port=htons(1)}, [28]) = 9");
    byte[] hello = ByteBuffer.allocate(15).putInt(11).put((byte) 1).putInt(11, 7).array();
    return call("read(9, " + hex(hello) + ", 512) = 15");
  }

  /** A whole start, up to where entries may be written. */
  ReportText started() {
    makeFolder().forceFolderAbove().lock().createSegment().writeZeros(SEGMENT_BYTES);
    return force().nameSegment().forceFolder().greeted();
  }

  /** An entry of agency 7. */
  static byte[] entry(int number, int kind, byte... payload) {
    ByteBuffer entry = ByteBuffer.allocate(32 + payload.length).putInt(0x12345678);
    entry.putInt(payload.length).putLong(number).putLong(0).put((byte) kind).put(new byte[3]);
    return entry.putInt(7).put(payload).array();
  }

  /** A frame of the office with a number, of 4 bytes or 8. */
  ReportText answer(int type, long number, int bytes) {
    ByteBuffer frame = ByteBuffer.allocate(5 + bytes + 4).putInt(1 + bytes + 4).put((byte) type);
    byte[] sent = (bytes == 8 ? frame.putLong(number) : frame.putInt((int) number)).array();
    return line(2, "write(9, " + hex(sent) + ", " + sent.length + ") = " + sent.length);
  }
}
