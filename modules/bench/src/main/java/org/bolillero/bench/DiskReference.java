package org.bolillero.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.SplittableRandom;

/**
 * What one thread can write and force on a disk: blocks of one size, one after the other, into a
 * file that was written before, which is the best that a log could do.
 */
final class DiskReference implements AutoCloseable {
  /** What an office can have at hand to write at once, of five busy agencies. */
  static final int BLOCK_BYTES = 5 * 64 * 1024;

  private static final int FILE_BYTES = 64 * 1024 * 1024;
  private static final long MOMENT_NANOS = 300_000_000;

  private final FileChannel channel;
  private final ByteBuffer noise = ByteBuffer.allocateDirect(FILE_BYTES / 4);

  /**
   * What was measured.
   *
   * @param forceMillis the mean time of one write and its force
   */
  record Result(double megabytesPerSecond, double forceMillis) {}

  /** Writes a file in a folder of the disk. */
  DiskReference(Path folder) throws IOException {
    // Not zeros: some storage is quicker with them.
    SplittableRandom random = new SplittableRandom(1);
    while (noise.hasRemaining()) {
      noise.putLong(random.nextLong());
    }
    channel =
        FileChannel.open(
            folder.resolve("disk-reference"),
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE);
    for (int at = 0; at < FILE_BYTES; at += noise.capacity()) {
      channel.write(noise.rewind(), at);
    }
    channel.force(true);
  }

  /** Writes and forces blocks of some size for a moment. */
  Result measure(int blockBytes) throws IOException {
    long startNanos = System.nanoTime();
    long elapsedNanos = 0;
    long blocks = 0;
    int at = 0;
    while (elapsedNanos < MOMENT_NANOS) {
      if (at + blockBytes > FILE_BYTES) {
        at = 0;
      }
      channel.write(noise.slice(at % (noise.capacity() - blockBytes + 1), blockBytes), at);
      channel.force(false);
      at += blockBytes;
      blocks++;
      elapsedNanos = System.nanoTime() - startNanos;
    }
    return new Result(blocks * blockBytes * 1e3 / elapsedNanos, elapsedNanos / 1e6 / blocks);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
