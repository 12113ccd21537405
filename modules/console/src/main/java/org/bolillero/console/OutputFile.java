package org.bolillero.console;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A file for output that a user has named: it is replaced as a whole, or stays as it was.
 *
 * <p>What is written stands in a temporary file in the same folder until {@link #publish}. Its name
 * is one that no file of a user has. A link stays a link: the file that it leads to is replaced.
 *
 * <p>One thread writes and publishes; any thread may close.
 */
public final class OutputFile implements AutoCloseable {
  /** Enough to find out that a disk is full. */
  private static final int PROBE_BYTES = 4096;

  private enum State {
    OPEN,
    PUBLISHED,
    CLOSED
  }

  private final OutputPlace place;
  private final Path temporary;
  private final FileChannel channel;
  private final Lock lock = new ReentrantLock();

  /** Guarded by the lock. */
  private State state = State.OPEN;

  private OutputFile(OutputPlace place, Path temporary) throws IOException {
    this.place = place;
    this.temporary = temporary;
    this.channel = FileChannel.open(temporary, CREATE_NEW, WRITE);
  }

  /**
   * Checks that a file can be replaced, without touching anything.
   *
   * @param name what the user calls it, such as {@code --out=x.txt}, for messages
   * @param path the file that is to be written, which may be a link, and need not exist
   * @param inputs the files that are read meanwhile: none of them may be that file
   * @throws CommandException with {@link ExitCode#USAGE} if it cannot
   */
  public static void requireReplaceable(String name, Path path, List<Path> inputs)
      throws CommandException {
    OutputPlace.of(name, path, inputs);
  }

  /**
   * Starts to write. When this returns, the folder has accepted a file and a block of data.
   *
   * @param name what the user calls it, such as {@code --out=x.txt}, for messages
   * @param path the file that is to be written, which may be a link, and need not exist
   * @param inputs the files that are read meanwhile: none of them may be that file
   * @return the file, to be closed
   * @throws CommandException with {@link ExitCode#USAGE} if this file cannot be replaced, with
   *     {@link ExitCode#STORAGE_FAILED} if its disk accepts nothing
   */
  public static OutputFile open(String name, Path path, List<Path> inputs) throws CommandException {
    OutputPlace place = OutputPlace.of(name, path, inputs);
    long random = ThreadLocalRandom.current().nextLong();
    Path temporary = place.folder().resolve(".bolillero-%016x.part".formatted(random));
    OutputFile file = null;
    try {
      file = new OutputFile(place, temporary);
      file.probe();
      return file;
    } catch (IOException e) {
      if (file != null) {
        file.close();
      }
      throw place.failed(e);
    }
  }

  /** {@return where to write to, without a buffer; it need not be closed} */
  public OutputStream stream() {
    return Channels.newOutputStream(channel);
  }

  /**
   * Drops what was written so far.
   *
   * @throws CommandException with {@link ExitCode#STORAGE_FAILED} if that fails
   */
  public void restart() throws CommandException {
    try {
      channel.truncate(0).position(0);
    } catch (IOException e) {
      throw place.failed(e);
    }
  }

  /**
   * {@return the failure of the command, with {@link ExitCode#STORAGE_FAILED}}
   *
   * @param failure what the {@link #stream} has thrown
   */
  public CommandException failed(IOException failure) {
    return place.failed(failure);
  }

  /**
   * Replaces the file by what was written. When this returns, that is on stable storage.
   *
   * @throws CommandException with {@link ExitCode#STORAGE_FAILED} if that fails; the file is then
   *     as it was, or holds all that was written
   */
  public void publish() throws CommandException {
    lock.lock();
    try {
      // 1. The bytes must be on the disk before they get the name.
      channel.force(true);
      // 2. Rename.
      Files.move(temporary, place.file(), StandardCopyOption.ATOMIC_MOVE);
      state = State.PUBLISHED;
      // 3. The name must be on the disk, too.
      try (FileChannel folder = FileChannel.open(place.folder(), READ)) {
        folder.force(true);
      }
    } catch (IOException e) {
      throw place.failed(e);
    } finally {
      lock.unlock();
    }
  }

  /** Ends writing, and deletes what was not published. */
  @Override
  public void close() throws CommandException {
    lock.lock();
    try {
      channel.close();
      if (state == State.OPEN) {
        Files.deleteIfExists(temporary);
      }
      state = State.CLOSED;
    } catch (IOException e) {
      throw place.failed(e);
    } finally {
      lock.unlock();
    }
  }

  private void probe() throws IOException {
    ByteBuffer block = ByteBuffer.allocate(PROBE_BYTES);
    while (block.hasRemaining()) {
      channel.write(block);
    }
    channel.force(false);
    channel.truncate(0).position(0);
  }
}
