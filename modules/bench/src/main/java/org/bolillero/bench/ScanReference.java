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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.eclipse.collections.api.list.ImmutableList;
import org.eclipse.collections.api.list.MutableList;
import org.eclipse.collections.impl.factory.Lists;

/** What the page cache, or the disk behind it, gives to a reader of whole files. */
final class ScanReference {
  private static final int READ_BYTES = 1024 * 1024;

  private ScanReference() {}

  /** The files of a log, in order. */
  static ImmutableList<Path> segments(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return Lists.immutable.fromStream(
          files.filter(file -> file.toString().endsWith(".log")).sorted());
    }
  }

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
    AtomicInteger next = new AtomicInteger();
    long startNanos = System.nanoTime();
    try (ExecutorService executor = Executors.newFixedThreadPool(threads)) {
      MutableList<Future<Long>> sums = Lists.mutable.empty();
      for (int i = 0; i < threads; i++) {
        sums.add(executor.submit(() -> sum(files, next)));
      }
      long total = 0;
      for (Future<Long> each : sums) {
        total += each.get();
      }
      // What nobody asked for, nobody would have to compute.
      if (total == 42) {
        System.err.print("");
      }
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    }
    return (System.nanoTime() - startNanos) / 1e9;
  }

  private static long sum(ImmutableList<Path> files, AtomicInteger next) throws IOException {
    long total = 0;
    int index = next.getAndIncrement();
    while (index < files.size()) {
      try (FileChannel channel = FileChannel.open(files.get(index));
          Arena arena = Arena.ofConfined()) {
        total += sum(channel.map(MapMode.READ_ONLY, 0, channel.size(), arena));
      }
      index = next.getAndIncrement();
    }
    return total;
  }

  private static long sum(MemorySegment bytes) {
    long count = bytes.byteSize() / Long.BYTES;
    long total = 0;
    for (long i = 0; i < count; i++) {
      total += bytes.getAtIndex(ValueLayout.JAVA_LONG, i);
    }
    return total;
  }
}
