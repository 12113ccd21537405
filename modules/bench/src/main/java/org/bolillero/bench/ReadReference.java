package org.bolillero.bench;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.eclipse.collections.api.list.ImmutableList;

/** What the page cache, or the disk behind it, gives to a reader of whole files. */
final class ReadReference {
  private static final int READ_BYTES = 1024 * 1024;

  private ReadReference() {}

  /** How many bytes files have together. */
  static long bytes(ImmutableList<Path> files) throws IOException {
    long bytes = 0;
    for (Path file : files) {
      bytes += Files.size(file);
    }
    return bytes;
  }

  /** Reads the files one after the other into the same buffer; gives the seconds that it took. */
  static double read(ImmutableList<Path> files) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocateDirect(READ_BYTES);
    long startNanos = System.nanoTime();
    for (Path file : files) {
      try (FileChannel channel = FileChannel.open(file)) {
        while (channel.read(buffer.clear()) >= 0) {
          // What was read is of no interest.
        }
      }
    }
    return (System.nanoTime() - startNanos) / 1e9;
  }

  /** Maps the files and sums up their bytes, eight at a time; gives the seconds that it took. */
  static double sum(ImmutableList<Path> files, int threads)
      throws IOException, InterruptedException {
    long startNanos = System.nanoTime();
    try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
      for (var sum :
          executor.invokeAll(files.<Callable<Long>>collect(file -> () -> sum(file)).castToList())) {
        sum.get();
      }
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    }
    return (System.nanoTime() - startNanos) / 1e9;
  }

  private static long sum(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file);
        Arena arena = Arena.ofConfined()) {
      MemorySegment bytes = channel.map(MapMode.READ_ONLY, 0, channel.size(), arena);
      long count = bytes.byteSize() / Long.BYTES;
      long total = 0;
      for (long i = 0; i < count; i++) {
        total += bytes.getAtIndex(ValueLayout.JAVA_LONG, i);
      }
      return total;
    }
  }
}
