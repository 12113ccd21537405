package org.bolillero.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Remembers which file each name of a folder led to when it was opened, and notices when it leads
 * elsewhere. An open file can still be written to after its name is gone, but what is written there
 * is lost. Thread-safe.
 */
final class KnownFiles {
  /** A name no longer leads to the file that was opened by it. */
  static final class FilesLostException extends IOException {
    private static final long serialVersionUID = 1;

    private FilesLostException(String message) {
      super(message);
    }
  }

  /**
   * How many names are checked at once: it takes a few milliseconds, and most folders have fewer.
   */
  private static final int NAMES_AT_ONCE = 1000;

  /** The segment that takes entries, and the next one. */
  private static final int NAMES_IN_USE = 2;

  private final Path folder;
  private final Path real;
  private final Object folderKey;
  private final ConcurrentNavigableMap<String, Object> keys = new ConcurrentSkipListMap<>();

  /** The last name that was checked in its turn; the next check goes on after it. */
  private volatile String last = "";

  /**
   * Remembers the folder; the files are added later.
   *
   * @param folder the name by which it was opened
   * @param real where it really is
   */
  KnownFiles(Path folder, Path real) throws IOException {
    this.folder = folder;
    this.real = real;
    this.folderKey = key(real);
  }

  /**
   * What distinguishes a file or folder from all others: device and inode, or the name on a system
   * that has neither.
   */
  static Object key(Path path) throws IOException {
    Object key = Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    return key == null ? path : key;
  }

  /**
   * Remembers a name that is about to be opened, or was created; it must not lead elsewhere now.
   */
  void add(String name) throws IOException {
    add(name, key(real.resolve(name)));
  }

  /** Remembers that a name leads to this file; it must not have led to another one before. */
  void add(String name, Object found) throws IOException {
    Object known = keys.putIfAbsent(name, found);
    if (known != null && !known.equals(found)) {
      throw replaced(name);
    }
  }

  /**
   * Forgets a name that the log itself is about to rename or delete, and returns the file it led
   * to.
   */
  @Nullable Object forget(String name) {
    return keys.remove(name);
  }

  /**
   * Checks where the names lead now. If there are many, each call checks some of them in turn, and
   * always the first and the last ones: those of the lock and of the segments being written.
   *
   * @throws IOException if one does not lead where it should, with a message that names it
   */
  void check() throws IOException {
    checkFolder();
    checkAll(keys.keySet().stream().limit(1));
    checkAll(keys.descendingKeySet().stream().limit(NAMES_IN_USE));
    List<String> next = keys.tailMap(last, false).keySet().stream().limit(NAMES_AT_ONCE).toList();
    checkAll(next.stream());
    last = next.size() < NAMES_AT_ONCE ? "" : next.getLast();
  }

  private void checkAll(Stream<String> names) throws IOException {
    for (String name : (Iterable<String>) names::iterator) {
      check(name);
    }
  }

  /** Checks where the name of the folder leads now. */
  void checkFolder() throws IOException {
    if (!folderKey.equals(found(folder, folder.toString()))) {
      throw replaced(folder.toString());
    }
  }

  /** Whether a name leads where it should, as far as that is known. */
  boolean isInPlace(String name) {
    try {
      check(name);
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  /** Checks where one name leads now. */
  void check(String name) throws IOException {
    Object expected = keys.get(name);
    if (expected == null) {
      return;
    }
    try {
      if (!expected.equals(found(real.resolve(name), name))) {
        throw replaced(name);
      }
    } catch (IOException e) {
      if (expected.equals(keys.get(name))) {
        throw e;
      }
      // The log itself has renamed or deleted it meanwhile.
    }
  }

  private static Object found(Path path, String name) throws IOException {
    try {
      return key(path);
    } catch (NoSuchFileException _) {
      throw new FilesLostException(name + " was removed or renamed while the log was open");
    }
  }

  private static FilesLostException replaced(String name) {
    return new FilesLostException(name + " was replaced by another one while the log was open");
  }
}
