package org.bolillero.client;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.StandardOpenOption.DELETE_ON_CLOSE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bolillero.console.Reason;
import org.jspecify.annotations.Nullable;

/**
 * Keeps winners until all of them are known and can be printed: in memory, or when there are very
 * many in a temporary file without a name, which ends with the process.
 */
final class WinnersSpool implements WinnersTarget, AutoCloseable {
  /** The share of the heap that they may take: while it grows, the array takes three times that. */
  private static final int HEAP_SHARE = 16;

  private static final int READ_BYTES = 8192;

  private final int memoryBytesMax;
  private final Path folder;
  private final ByteArrayOutputStream memory = new ByteArrayOutputStream();
  private @Nullable FileChannel file;

  WinnersSpool() {
    this(
        (int) Math.min(Runtime.getRuntime().maxMemory() / HEAP_SHARE, Integer.MAX_VALUE / 4),
        Path.of(System.getProperty("java.io.tmpdir")));
  }

  /** Keeps so many bytes in memory, and more in a temporary file in a folder. */
  WinnersSpool(int memoryBytesMax, Path folder) {
    this.memoryBytesMax = memoryBytesMax;
    this.folder = folder;
  }

  @Override
  public void begin() throws IOException {
    memory.reset();
    if (file != null) {
      file.truncate(0);
    }
  }

  @Override
  public void add(byte[] documents) throws IOException {
    if (file == null && memory.size() + documents.length <= memoryBytesMax) {
      memory.writeBytes(documents);
      return;
    }
    try {
      if (file == null) {
        file = temporary(folder);
        append(file, memory.toByteArray());
        memory.reset();
      }
      append(file, documents);
    } catch (IOException e) {
      throw new IOException(
          "so many winners are kept in %s until all are known, and that failed: %s; name a file with --winners-out"
              .formatted(folder, Reason.of(e)),
          e);
    }
  }

  /** Prints all that was added. */
  void print(PrintWriter out) throws IOException {
    if (file == null) {
      out.print(memory.toString(US_ASCII));
      out.flush();
      return;
    }
    file.position(0);
    ByteBuffer bytes = ByteBuffer.allocate(READ_BYTES);
    while (file.read(bytes) >= 0) {
      out.print(US_ASCII.decode(bytes.flip()));
      bytes.clear();
    }
    out.flush();
  }

  @Override
  public void close() throws IOException {
    if (file != null) {
      file.close();
    }
  }

  private static FileChannel temporary(Path folder) throws IOException {
    Path path = Files.createTempFile(folder, "bolillero-winners-", null);
    return FileChannel.open(path, READ, WRITE, DELETE_ON_CLOSE);
  }

  private static void append(FileChannel file, byte[] bytes) throws IOException {
    ByteBuffer rest = ByteBuffer.wrap(bytes);
    while (rest.hasRemaining()) {
      file.write(rest);
    }
  }
}
