package org.bolillero.storage;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.collections.api.list.ImmutableList;
import org.eclipse.collections.api.list.MutableList;
import org.eclipse.collections.impl.factory.Lists;
import org.jspecify.annotations.Nullable;

/**
 * A real folder, locked for as long as this is open: against everybody else who wants to write, and
 * if it is open for writing, against those who want to read, too.
 */
final class DiskFiles implements LogFiles {
  private static final String LOCK_NAME = "log.lock";

  /**
   * The folders that this very process has locked. POSIX knows one lock a process, and drops it as
   * soon as the process closes any channel to the file: a second opener must not come that far.
   */
  private static final Set<Path> LOCKED = ConcurrentHashMap.newKeySet();

  private final Path folder;
  private final Path lockedFolder;
  private final Set<StandardOpenOption> access;
  private final @Nullable FileChannel lockChannel;
  private boolean closed;

  private DiskFiles(
      Path folder,
      Path lockedFolder,
      Set<StandardOpenOption> access,
      @Nullable FileChannel lockChannel) {
    this.folder = folder;
    this.lockedFolder = lockedFolder;
    this.access = access;
    this.lockChannel = lockChannel;
  }

  /** Makes the folder, if it is not there, and locks it. */
  static DiskFiles make(Path folder) throws LogException {
    try {
      makeFolder(folder.toAbsolutePath());
      return lock(folder, EnumSet.of(READ, WRITE));
    } catch (IOException e) {
      throw unusable(folder, e);
    }
  }

  /**
   * Opens a folder that is there, for reading alone: it may be a copy on a medium that cannot be
   * written to.
   */
  static DiskFiles openToRead(Path folder) throws LogException {
    try {
      if (!Files.isDirectory(folder)) {
        throw new LogException(
            LogException.Kind.MISSING, folder + ": expected the folder of a log, found none");
      }
      return lock(folder, EnumSet.of(READ));
    } catch (IOException e) {
      throw unusable(folder, e);
    }
  }

  /**
   * Makes a folder and those above it; each name must be on stable storage, too. It is forced
   * before the next folder is made, so of those that are there only the last one may have a name
   * that a start before this one has not forced, because it crashed or failed just then.
   */
  private static void makeFolder(Path folder) throws IOException {
    Path parent = folder.getParent();
    if (parent == null) {
      return;
    }
    if (!Files.isDirectory(folder)) {
      makeFolder(parent);
      Files.createDirectories(folder);
      forceDirectory(parent);
    } else if (Files.isWritable(parent)) { // Otherwise somebody else has made it.
      forceDirectory(parent);
    }
  }

  private static DiskFiles lock(Path folder, Set<StandardOpenOption> access)
      throws IOException, LogException {
    Path real = folder.toRealPath();
    if (!LOCKED.add(real)) {
      throw inUse(folder);
    }
    try {
      return new DiskFiles(folder, real, access, lockFile(folder, real.resolve(LOCK_NAME), access));
    } catch (IOException | LogException e) {
      LOCKED.remove(real);
      throw e;
    }
  }

  /** Where nobody has ever written, as in a copy, there is nothing to lock for a reader. */
  private static @Nullable FileChannel lockFile(
      Path folder, Path file, Set<StandardOpenOption> access) throws IOException, LogException {
    boolean writing = access.contains(WRITE);
    if (!writing && !Files.exists(file)) {
      return null;
    }
    FileChannel channel =
        writing ? FileChannel.open(file, CREATE, WRITE) : FileChannel.open(file, READ);
    if (channel.tryLock(0, Long.MAX_VALUE, !writing) == null) {
      channel.close();
      throw inUse(folder);
    }
    return channel;
  }

  private static LogException inUse(Path folder) {
    return new LogException(
        LogException.Kind.IN_USE,
        folder + ": in use by another process; expected a folder that no server is running on");
  }

  /** What names a file is about the folder; anything else is about the disk. */
  private static LogException unusable(Path folder, IOException e) {
    return new LogException(
        e instanceof FileSystemException ? LogException.Kind.MISSING : LogException.Kind.FAILED,
        folder + ": cannot be used as the folder of a log: " + Reason.of(e),
        e);
  }

  @Override
  public ImmutableList<String> names() throws IOException {
    try (var entries = Files.newDirectoryStream(folder)) {
      MutableList<String> names = Lists.mutable.empty();
      for (Path each : entries) {
        names.add(each.getFileName().toString());
      }
      return names.sortThis().toImmutable();
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  @Override
  public LogFile create(String name) throws IOException {
    return new DiskFile(FileChannel.open(folder.resolve(name), CREATE_NEW, READ, WRITE));
  }

  @Override
  public LogFile open(String name) throws IOException {
    return new DiskFile(FileChannel.open(folder.resolve(name), access));
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
    if (!closed) {
      closed = true;
      LOCKED.remove(lockedFolder);
      if (lockChannel != null) {
        lockChannel.close();
      }
    }
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
