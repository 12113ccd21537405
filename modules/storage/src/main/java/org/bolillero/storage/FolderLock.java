package org.bolillero.storage;

import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The locks of one process on a folder: on {@code log.lock}, which exists before a log does, and on
 * segment 0, which exists as long as the log does and which nobody mistakes for a stale lock. A
 * process that writes keeps out all others; one that reads keeps out those that write.
 *
 * <p>POSIX drops all locks of a process on a file as soon as the process closes any channel to it.
 * So this process has no other channels to the locked files: whoever reads or writes segment 0 does
 * so through {@link #channel}. Thread-safe, but only the thread that opens the log takes locks.
 */
final class FolderLock implements AutoCloseable {
  static final String LOCK_NAME = "log.lock";

  private static final String FIRST = SegmentFormat.name(0);
  private static final String FIRST_WHILE_PREPARED = SegmentFormat.nameWhilePrepared(0);
  private static final int ATTEMPTS_MAX = 100;

  private static final Lock GUARD = new ReentrantLock();

  /**
   * The files that this very process has locked: a second opener must not open them at all. Guarded
   * by GUARD.
   */
  private static final Set<Object> LOCKED = new HashSet<>();

  /** A file that is locked for as long as it is open. */
  private record Locked(FileChannel channel, Object key) implements AutoCloseable {
    /**
     * Closes the file before another opener in this process may open it. If it no longer has a
     * name, a new file may get its key as soon as it is closed, so both happen under the guard.
     */
    @Override
    public void close() throws IOException {
      GUARD.lock();
      try (channel) {
        LOCKED.remove(key);
      } finally {
        GUARD.unlock();
      }
    }
  }

  private final Path folder;
  private final Path real;
  private final Set<StandardOpenOption> access;
  private final KnownFiles known;
  private final Map<String, Locked> locked = new ConcurrentHashMap<>();

  private FolderLock(Path folder, Path real, Set<StandardOpenOption> access, KnownFiles known) {
    this.folder = folder;
    this.real = real;
    this.access = access;
    this.known = known;
  }

  /**
   * Locks a folder.
   *
   * @param folder the folder, as messages name it
   * @param real where it really is
   * @param access whether to read or to read and write
   * @param known is told of the files that are locked
   * @throws LogException if somebody else has it
   */
  static FolderLock take(Path folder, Path real, Set<StandardOpenOption> access, KnownFiles known)
      throws IOException, LogException {
    FolderLock lock = new FolderLock(folder, real, access, known);
    GUARD.lock();
    try {
      // In this order: a process that makes a log names its first segment before it checks that its
      // log.lock is still there, so one of two processes notices the other.
      lock.lockExisting(LOCK_NAME);
      lock.lockExisting(FIRST);
      return lock;
    } catch (IOException | LogException e) {
      try (lock) {
        throw e;
      }
    } finally {
      GUARD.unlock();
    }
  }

  private boolean isWriting() {
    return access.contains(WRITE);
  }

  private void makeLockFile() throws IOException {
    try {
      Files.createFile(real.resolve(LOCK_NAME));
    } catch (FileAlreadyExistsException _) {
      // An office was here before.
    }
  }

  /**
   * Locks the file with this name. If there is none, as in a copy, there is nothing to lock; but a
   * writer makes a {@code log.lock}.
   */
  private void lockExisting(String name) throws IOException, LogException {
    for (int attempt = 1; attempt <= ATTEMPTS_MAX; attempt++) {
      try {
        if (tryLock(name)) {
          return;
        }
      } catch (NoSuchFileException e) {
        if (!isWriting() || name.equals(FIRST)) {
          return;
        }
        makeLockFile();
      }
    }
    throw new IOException(name + " is removed or replaced all the time");
  }

  /**
   * Locks the file with this name; false if the name has passed to another file meanwhile. Must be
   * called with the guard held.
   */
  private boolean tryLock(String name) throws IOException, LogException {
    Path file = real.resolve(name);
    Object key = KnownFiles.key(file);
    if (LOCKED.contains(key)) {
      throw inUse();
    }
    Locked opened = claim(FileChannel.open(file, access), key);
    boolean kept = false;
    try {
      if (opened.channel.tryLock(0, Long.MAX_VALUE, !isWriting()) == null) {
        throw inUse();
      }
      // A file that is open keeps its key, so that another one behind the name has another.
      kept = key.equals(KnownFiles.key(file));
      if (kept) {
        locked.put(name, opened);
        known.add(name, key);
      }
      return kept;
    } finally {
      if (!kept) {
        opened.close();
      }
    }
  }

  /** Notes that this process has the file, which nobody else in it has. */
  private static Locked claim(FileChannel channel, Object key) {
    GUARD.lock();
    try {
      if (!LOCKED.add(key)) {
        throw new IllegalStateException("a new file has the key of one that is open: " + key);
      }
      return new Locked(channel, key);
    } finally {
      GUARD.unlock();
    }
  }

  private LogException inUse() {
    return new LogException(
        LogException.Kind.IN_USE,
        folder + ": in use by another process; expected a folder that no server is running on");
  }

  /** The channel of a locked file, the only one that may be open to it; null for other files. */
  @Nullable FileChannel channel(String name) {
    Locked file = locked.get(name);
    return file == null ? null : file.channel;
  }

  /**
   * Locks a file that was just created and takes over its channel, if it will be segment 0; returns
   * whether it has.
   */
  boolean created(String name, FileChannel channel) throws IOException {
    if (!name.equals(FIRST_WHILE_PREPARED)) {
      return false;
    }
    locked.put(name, claim(channel, KnownFiles.key(real.resolve(name))));
    if (channel.tryLock() == null) {
      throw new IOException(name + " was locked by somebody else while it was made");
    }
    return true;
  }

  /**
   * To be called after a file was renamed. If it is segment 0 now, the file that it replaced is
   * released, and {@code log.lock} must still be in place: the new segment keeps others out only
   * from now on, and if {@code log.lock} was removed, nothing did before.
   */
  void renamed(String from, String to) throws IOException {
    Locked file = locked.remove(from);
    if (file == null) {
      return;
    }
    Locked replaced = locked.put(to, file);
    if (replaced != null) {
      replaced.close();
    }
    known.check(LOCK_NAME);
    known.check(to);
  }

  @Override
  public void close() throws IOException {
    try (Locked _ = locked.remove(LOCK_NAME);
        Locked _ = locked.remove(FIRST_WHILE_PREPARED);
        Locked _ = locked.remove(FIRST)) {
      // Those that are not locked are null.
    }
  }
}
