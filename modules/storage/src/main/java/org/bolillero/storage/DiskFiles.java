package org.bolillero.storage;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.eclipse.collections.api.list.ImmutableList;
import org.eclipse.collections.impl.factory.Lists;
import org.jspecify.annotations.Nullable;

/** A real folder, locked against other processes for as long as this is open. */
final class DiskFiles implements LogFiles {
  private static final String LOCK_NAME = "log.lock";

  private final Path folder;
  private final FileChannel lockChannel;

  private DiskFiles(Path folder, FileChannel lockChannel) {
    this.folder = folder;
    this.lockChannel = lockChannel;
  }

  /** Makes the folder, if it is not there, and locks it. */
  static DiskFiles make(Path folder) throws LogException {
    try {
      if (!Files.isDirectory(folder)) {
        Files.createDirectories(folder);
        forceDirectory(folder.toAbsolutePath().resolve(".."));
      }
      return lock(folder);
    } catch (IOException e) {
      throw unusable(folder, e);
    }
  }

  /** Locks a folder that is there. */
  static DiskFiles lockExisting(Path folder) throws LogException {
    try {
      if (!Files.isDirectory(folder)) {
        throw new LogException(
            LogException.Kind.MISSING, folder + ": expected the folder of a log, found none");
      }
      return lock(folder);
    } catch (IOException e) {
      throw unusable(folder, e);
    }
  }

  private static DiskFiles lock(Path folder) throws IOException, LogException {
    FileChannel channel = FileChannel.open(folder.resolve(LOCK_NAME), CREATE, WRITE);
    if (tryLock(channel) == null) {
      channel.close();
      throw new LogException(
          LogException.Kind.IN_USE,
          folder + ": in use by another process; expected a folder that no server is running on");
    }
    return new DiskFiles(folder, channel);
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException _) {
      return null; // This very process has it already.
    }
  }

  private static LogException unusable(Path folder, IOException e) {
    return new LogException(
        LogException.Kind.MISSING, folder + ": cannot be used as the folder of a log: " + e, e);
  }

  @Override
  public ImmutableList<String> names() throws IOException {
    try (var entries = Files.newDirectoryStream(folder)) {
      return Lists.mutable
          .ofAll(entries)
          .collect(path -> path.getFileName().toString())
          .sortThis()
          .toImmutable();
    }
  }

  @Override
  public LogFile create(String name) throws IOException {
    return new DiskFile(FileChannel.open(folder.resolve(name), CREATE_NEW, READ, WRITE));
  }

  @Override
  public LogFile open(String name) throws IOException {
    return new DiskFile(FileChannel.open(folder.resolve(name), READ, WRITE));
  }

  @Override
  public void rename(String from, String to) throws IOException {
    Files.move(folder.resolve(from), folder.resolve(to), StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public void delete(String name) throws IOException {
    Files.delete(folder.resolve(name));
  }

  @Override
  public void forceDirectory() throws IOException {
    forceDirectory(folder);
  }

  private static void forceDirectory(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, READ)) {
      channel.force(true);
    }
  }

  @Override
  public ByteBuffer map(String name, int size) throws IOException {
    try (FileChannel channel = FileChannel.open(folder.resolve(name), READ)) {
      return channel.map(MapMode.READ_ONLY, 0, size);
    }
  }

  @Override
  public void close() throws IOException {
    lockChannel.close();
  }

  @Override
  public String toString() {
    return folder.toString();
  }

  private record DiskFile(FileChannel channel) implements LogFile {
    @Override
    public long size() throws IOException {
      return channel.size();
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
      return channel.read(target, position);
    }

    @Override
    public int write(ByteBuffer source, long position) throws IOException {
      return channel.write(source, position);
    }

    @Override
    public void force() throws IOException {
      // The file has its final size before an entry is written to it, so there are no metadata to
      // force.
      channel.force(false);
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
