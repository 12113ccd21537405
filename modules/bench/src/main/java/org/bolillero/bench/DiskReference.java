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
  private static final int FILE_BYTES = 64 * 1024 * 1024;
  private static final long MOMENT_NANOS = 300_000_000;

  private final FileChannel channel;
  private final ByteBuffer noise = ByteBuffer.allocateDirect(FILE_BYTES);

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
    channel.write(noise.flip(), 0);
    channel.force(true);
  }

  /** Writes and forces blocks of some size for a moment; gives the mean seconds of one. */
  double forceSeconds(int blockBytes) throws IOException {
    long startNanos = System.nanoTime();
    long elapsedNanos = 0;
    int blocks = 0;
    while (elapsedNanos < MOMENT_NANOS) {
      int at = blocks % (FILE_BYTES / blockBytes) * blockBytes;
      // Other bytes than those that are there.
      channel.write(noise.slice(FILE_BYTES - at - blockBytes, blockBytes), at);
      channel.force(false);
      blocks++;
      elapsedNanos = System.nanoTime() - startNanos;
    }
    return elapsedNanos / 1e9 / blocks;
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
