package org.bolillero.client;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.StandardOpenOption.DELETE_ON_CLOSE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.bolillero.console.CommandException;
import org.bolillero.console.ExitCode;
import org.bolillero.console.Reason;
import org.jspecify.annotations.Nullable;

/**
 * Keeps winners until all of them are known and can be printed: in memory or, if there are very
 * many, in an unnamed temporary file, which ends with the process.
 */
final class WinnersSpool implements WinnersTarget, AutoCloseable {
  /** The share of the heap that they may take; while it grows, the array takes three times that. */
  private static final int HEAP_SHARE = 16;

  private final int memoryBytesMax;
  private final Path folder;
  private final ByteArrayOutputStream memory = new ByteArrayOutputStream();
  private @Nullable FileChannel file;

  WinnersSpool() {
    this(
        (int) Math.min(Runtime.getRuntime().maxMemory() / HEAP_SHARE, Integer.MAX_VALUE / 4),
        Path.of(System.getProperty("java.io.tmpdir")));
  }

  /** Keeps this many bytes in memory, and more in a temporary file in a folder. */
  WinnersSpool(int memoryBytesMax, Path folder) {
    this.memoryBytesMax = memoryBytesMax;
    this.folder = folder;
  }

  @Override
  public void begin() throws CommandException {
    memory.reset();
    try {
      if (file != null) {
        file.truncate(0);
      }
    } catch (IOException e) {
      throw failed(e);
    }
  }

  @Override
  public void add(byte[] documents) throws CommandException {
    memory.writeBytes(documents);
    try {
      if (file == null && memory.size() > memoryBytesMax) {
        Path path = Files.createTempFile(folder, "bolillero-winners-", null);
        file = FileChannel.open(path, READ, WRITE, DELETE_ON_CLOSE);
      }
      if (file != null) {
        memory.writeTo(Channels.newOutputStream(file));
        memory.reset();
      }
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /** Prints everything that was added. */
  void print(PrintWriter out) throws CommandException {
    out.print(memory.toString(US_ASCII));
    if (file != null) {
      try {
        Channels.newReader(file.position(0), US_ASCII).transferTo(out);
      } catch (IOException e) {
        throw failed(e);
      }
    }
    out.flush();
  }

  @Override
  public void close() throws CommandException {
    try {
      if (file != null) {
        file.close();
      }
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private CommandException failed(IOException e) {
    return new CommandException(
        ExitCode.STORAGE_FAILED,
        "so many winners are kept in %s until all are known, and that failed: %s; name a file with --winners-out"
            .formatted(folder, Reason.of(e)),
        e);
  }
}
