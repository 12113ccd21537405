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
 * The locks of one process on a folder: on {@code log.lock}, which is there before a log is, and on
 * segment 0, which is there as long as the log is and which nobody mistakes for a stale lock. A
 * process that writes keeps out all others; one that reads keeps out those that write.
 *
 * <p>POSIX drops all locks of a process on a file as soon as the process closes any channel to it.
 * So the channels here are the only ones that this process has to their files: whoever reads or
 * writes segment 0 does so through {@link #channel}. Thread-safe, but locking is for the one thread
 * that opens the log.
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

  /** A file that is locked as long as it is open. */
  private record Locked(FileChannel channel, Object key) {
    /**
     * Closes the file before another opener in this process may open it. If it no longer has a
     * name, a new file may get its key as soon as it is closed, so both happen under the guard.
     */
    void release() throws IOException {
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
    try {
      // In this order: a process that makes a log names its first segment before it checks that its
      // log.lock is still there, so one of two processes sees the other.
      lock.lockExisting(LOCK_NAME);
      lock.lockExisting(FIRST);
      return lock;
    } catch (IOException | LogException e) {
      try (lock) {
        throw e;
      }
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
   * Locks the file with this name. If there is none, as in a copy, there is nothing to lock, except
   * that a writer makes a {@code log.lock}.
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

  /** Locks the file with this name; false if the name has passed to another file meanwhile. */
  private boolean tryLock(String name) throws IOException, LogException {
    Path file = real.resolve(name);
    Object key = KnownFiles.key(file);
    if (!claim(key)) {
      throw inUse();
    }
    Locked opened = open(file, key, access);
    boolean kept = false;
    try {
      lock(opened.channel);
      // A file that is open keeps its key, so that another one behind the name has another.
      kept = key.equals(KnownFiles.key(file));
      if (kept) {
        locked.put(name, opened);
        known.add(name, key);
      }
      return kept;
    } finally {
      if (!kept) {
        opened.release();
      }
    }
  }

  private static Locked open(Path file, Object key, Set<StandardOpenOption> access)
      throws IOException {
    try {
      return new Locked(FileChannel.open(file, access), key);
    } catch (IOException e) {
      unclaim(key);
      throw e;
    }
  }

  /** Notes that this opener has the file; false if another one of this process has it. */
  private static boolean claim(Object key) {
    GUARD.lock();
    try {
      return LOCKED.add(key);
    } finally {
      GUARD.unlock();
    }
  }

  private static void unclaim(Object key) {
    GUARD.lock();
    try {
      LOCKED.remove(key);
    } finally {
      GUARD.unlock();
    }
  }

  private void lock(FileChannel channel) throws IOException, LogException {
    if (channel.tryLock(0, Long.MAX_VALUE, !isWriting()) == null) {
      throw inUse();
    }
  }

  private LogException inUse() {
    return new LogException(
        LogException.Kind.IN_USE,
        folder + ": in use by another process; expected a folder that no server is running on");
  }

  /** The only channel that may be open to a file; null if that does not matter. */
  @Nullable FileChannel channel(String name) {
    Locked file = locked.get(name);
    return file == null ? null : file.channel;
  }

  /** Locks a file that was just created, and takes its channel over, if it is to be segment 0. */
  boolean created(String name, FileChannel channel) throws IOException {
    if (!name.equals(FIRST_WHILE_PREPARED)) {
      return false;
    }
    Object key = KnownFiles.key(real.resolve(name));
    if (!claim(key)) {
      throw new IllegalStateException(name + " is new, and yet has the key of a file that is open");
    }
    locked.put(name, new Locked(channel, key));
    if (channel.tryLock() == null) {
      throw new IOException(name + " was locked by somebody else while it was made");
    }
    return true;
  }

  /**
   * A file was renamed. If it is segment 0, the file that it replaces is released, and the folder
   * must still be ours: the new one keeps others out only from now on, and before that nothing did
   * if {@code log.lock} was removed.
   */
  void renamed(String from, String to) throws IOException {
    Locked file = locked.remove(from);
    if (file == null) {
      return;
    }
    Locked replaced = locked.put(to, file);
    if (replaced != null) {
      replaced.release();
    }
    known.check(LOCK_NAME);
    known.check(to);
  }

  @Override
  public void close() throws IOException {
    IOException failure = new IOException("closing the locked files");
    for (Locked file : locked.values()) {
      try {
        file.release();
      } catch (IOException e) {
        failure.addSuppressed(e);
      }
    }
    locked.clear();
    if (failure.getSuppressed().length > 0) {
      throw failure;
    }
  }
}
