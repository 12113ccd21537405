package org.bolillero.storage;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A real folder, locked until this is closed. Open for reading, it keeps out writers; open for
 * writing, it keeps out readers, too.
 */
final class DiskFiles implements LogFiles {
  private final Path folder;

  /** Where the files really are, even if the folder's name is a link that has changed since. */
  private final Path real;

  private final Set<StandardOpenOption> access;
  private final KnownFiles known;
  private final FolderLock lock;

  private DiskFiles(Path folder, Set<StandardOpenOption> access) throws IOException, LogException {
    this.folder = folder;
    this.real = folder.toRealPath();
    this.access = access;
    this.known = new KnownFiles(folder, real);
    this.lock = FolderLock.take(folder, real, access, known);
  }

  /** Locks a folder for writing, and makes it if it does not exist. */
  static DiskFiles make(Path folder) throws LogException {
    try {
      makeFolder(folder.toAbsolutePath());
      return new DiskFiles(folder, EnumSet.of(READ, WRITE));
    } catch (IOException e) {
      throw unusable(folder, e);
    }
  }

  /** Locks an existing folder for reading only. It may be a copy on a read-only medium. */
  static DiskFiles openToRead(Path folder) throws LogException {
    try {
      if (!Files.isDirectory(folder)) {
        throw new LogException(
            LogException.Kind.MISSING, folder + ": expected the folder of a log, found none");
      }
      return new DiskFiles(folder, EnumSet.of(READ));
    } catch (IOException e) {
      throw unusable(folder, e);
    }
  }

  /**
   * Makes a folder and its missing parents. The name of each is forced before the next folder is
   * made. So if an earlier start has crashed or failed here, only the last folder that exists can
   * have a name that was not forced.
   */
  private static void makeFolder(Path folder) throws IOException {
    Path parent = folder.getParent();
    if (parent == null) {
      return;
    }
    if (!Files.isDirectory(folder)) {
      makeFolder(parent);
      Files.createDirectories(folder);
    } else if (!Files.isWritable(parent)) {
      return; // Somebody else has made it.
    }
    forceDirectory(parent);
  }

  /** An exception that names a file is about the folder; any other is about the disk. */
  private static LogException unusable(Path folder, IOException e) {
    return new LogException(
        e instanceof FileSystemException ? LogException.Kind.MISSING : LogException.Kind.FAILED,
        folder + ": cannot be used as the folder of a log: " + LogException.reason(e),
        e);
  }

  @Override
  public List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(real)) {
      return files.map(each -> each.getFileName().toString()).sorted().toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  @Override
  public LogFile create(String name) throws IOException {
    known.checkFolder();
    FileChannel channel = FileChannel.open(real.resolve(name), CREATE_NEW, READ, WRITE);
    try {
      known.add(name);
      return new DiskFile(channel, !lock.created(name, channel));
    } catch (IOException e) {
      try (channel) {
        throw e;
      }
    }
  }

  @Override
  public DiskFile open(String name) throws IOException {
    known.add(name);
    FileChannel locked = lock.channel(name);
    return locked == null
        ? new DiskFile(FileChannel.open(real.resolve(name), access), true)
        : new DiskFile(locked, false);
  }

  @Override
  public void rename(String from, String to) throws IOException {
    known.check(from);
    Object file = known.forget(from);
    known.forget(to);
    Files.move(real.resolve(from), real.resolve(to), StandardCopyOption.ATOMIC_MOVE);
    if (file != null) {
      known.add(to, file);
    }
    lock.renamed(from, to);
  }

  @Override
  public void delete(String name) throws IOException {
    if (known.isInPlace(name)) {
      known.forget(name);
      Files.delete(real.resolve(name));
    }
  }

  @Override
  public void checkInPlace() throws IOException {
    known.check();
  }

  @Override
  public void forceDirectory() throws IOException {
    forceDirectory(real);
  }

  static void forceDirectory(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, READ)) {
      channel.force(true);
    }
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }

  @Override
  public String toString() {
    return folder.toString();
  }

  /**
   * An open file.
   *
   * @param isOurs whether closing this closes the channel; that of a locked file stays open
   */
  record DiskFile(FileChannel channel, boolean isOurs) implements LogFile {
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
      // The file has its final size before the first entry is written: no metadata to force.
      channel.force(false);
    }

    @Override
    public void close() throws IOException {
      if (isOurs) {
        channel.close();
      }
    }
  }
}
