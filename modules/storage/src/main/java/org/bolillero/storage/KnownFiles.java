package org.bolillero.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.NavigableMap;
import java.util.concurrent.ConcurrentNavigableMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Knows which files the names of a folder led to when they were opened, and notices when they no
 * longer do. An open file can still be written to after its name is gone, but what is written there
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

  /** How many names are looked at at once: a few milliseconds, and all of them in most folders. */
  private static final int NAMES_AT_ONCE = 1000;

  /** The segment that takes entries, and the next one. */
  private static final int NAMES_IN_USE = 2;

  private final Path folder;
  private final Path real;
  private final Object folderKey;
  private final ConcurrentNavigableMap<String, Object> keys = new ConcurrentSkipListMap<>();

  /** The last name that was looked at. */
  private final AtomicReference<String> last = new AtomicReference<>("");

  /**
   * Knows the folder alone.
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

  /** A name is about to be opened, or was created. It must lead where it led before, if it did. */
  void add(String name) throws IOException {
    add(name, key(real.resolve(name)));
  }

  /** A name leads to this file. It must have led there before, if it led anywhere. */
  void add(String name, Object found) throws IOException {
    Object known = keys.putIfAbsent(name, found);
    if (known != null && !known.equals(found)) {
      throw replaced(name);
    }
  }

  /**
   * A name is about to be taken from its file, which is returned: until then it may lead anywhere.
   */
  @Nullable Object forget(String name) {
    return keys.remove(name);
  }

  /**
   * Looks where the names lead now. If there are many, it looks at some, and at others the next
   * time; but always at the first and the last names, which are those of the lock and of the
   * segments that are written.
   *
   * @throws IOException if one does not lead where it should, with a message that names it
   */
  void check() throws IOException {
    checkFolder();
    checkFirst(keys.navigableKeySet(), 1);
    checkFirst(keys.descendingKeySet(), NAMES_IN_USE);
    NavigableMap<String, Object> next = keys.tailMap(last.get(), false);
    int left = NAMES_AT_ONCE;
    for (String name : (next.isEmpty() ? keys : next).keySet()) {
      if (left-- == 0) {
        return;
      }
      check(name);
      last.set(name);
    }
    last.set("");
  }

  private void checkFirst(Iterable<String> names, int count) throws IOException {
    int left = count;
    for (String name : names) {
      if (left-- == 0) {
        return;
      }
      check(name);
    }
  }

  /** Looks where the name of the folder leads now. */
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

  /** Looks where one name leads now. */
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
