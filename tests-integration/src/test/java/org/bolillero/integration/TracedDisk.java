package org.bolillero.integration;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The files that a process has open, their names, and its locks, as its calls tell; checks the
 * rules for one folder. Other folders matter only for the name of that one.
 *
 * <p>A lock is the process's, as POSIX has it: it goes with any descriptor of its file that is
 * closed.
 */
final class TracedDisk {
  private final TracedLog log;
  private final TracedFile folder;
  private final Map<Path, TracedFile> names = new HashMap<>();
  private final Map<Integer, TracedFile> open = new HashMap<>();
  private final Set<TracedFile> locked = new HashSet<>();
  private final Set<TracedFile> begun = new HashSet<>();

  /** A disk on which a process is to keep a log in a folder. */
  TracedDisk(Path folder, TracedLog log) {
    this.log = log;
    this.folder = at(folder);
  }

  private TracedFile at(Path path) {
    TracedFile known = names.get(path);
    if (known == null) {
      Path parent = path.getParent();
      TracedFile above = parent == null ? null : at(parent);
      known = new TracedFile(above, String.valueOf(path.getFileName()));
      names.put(path, known);
    }
    return known;
  }

  private static Path path(SystemCall call, int argument) {
    return Path.of(call.path(argument)).normalize();
  }

  /** The process is gone, and with it its descriptors and locks; what it has written stays. */
  void processEnded() {
    open.clear();
    locked.clear();
  }

  boolean isLocked() {
    return locked.stream().anyMatch(file -> file.folder() == folder);
  }

  /** Whether a descriptor is that of a file in the folder. */
  boolean isInFolder(int descriptor) {
    TracedFile file = open.get(descriptor);
    return file != null && file.folder() == folder;
  }

  void opened(SystemCall call, int pathArgument) {
    Path path = path(call, pathArgument);
    if (call.has(pathArgument + 1, "O_EXCL")) {
      names.remove(path);
      made(call, pathArgument);
      if (at(path).folder() == folder && at(path).isSegment()) {
        throw OrderRule.WHOLE.broken(call, "a segment that is made with its name");
      }
    }
    open.put((int) call.result(), at(path));
  }

  /** A folder or a file is there that was not there before. */
  void made(SystemCall call, int pathArgument) {
    TracedFile file = at(path(call, pathArgument));
    file.named(file.name(), call.line());
  }

  void duplicated(int from, int to) {
    closes(to);
    TracedFile file = open.get(from);
    if (file != null) {
      open.put(to, file);
    }
  }

  void closes(int descriptor) {
    TracedFile file = open.remove(descriptor);
    if (file != null) {
      locked.remove(file);
    }
  }

  void locked(SystemCall call) {
    TracedFile file = open.get(call.descriptor(0));
    if (file != null && call.has(2, "F_WRLCK")) {
      locked.add(file);
    } else if (file != null) {
      locked.remove(file);
    }
  }

  private void changes(SystemCall call, @Nullable TracedFile file) {
    if (file != null && file.folder() == folder && !isLocked()) {
      throw OrderRule.LOCK.broken(call, "a change of " + file.name());
    }
  }

  void writeBegins(SystemCall call) {
    TracedFile file = open.get(call.descriptor(0));
    if (file != null) {
      changes(call, file);
      byte[] bytes = call.bytes(1);
      int offset = (int) call.number(3);
      if (file.folder() == folder && TracedFile.hasEntries(bytes, offset)) {
        checkEntries(call, file, bytes, offset);
      }
      file.writeBegins(bytes, offset);
    }
  }

  private void checkEntries(SystemCall call, TracedFile file, byte[] bytes, int offset) {
    if (file.isChanged(bytes, offset, log.end(file))) {
      throw OrderRule.UNCHANGED.broken(call, "other bytes in " + file.name());
    }
    if (!file.isSegment()) {
      throw OrderRule.NAME.broken(call, "an entry in " + file.name());
    }
    if (begun.add(file)) {
      if (!file.isWhole()) {
        throw OrderRule.ZEROS.broken(call, "the first entry of " + file.name());
      }
      if (!log.isAllForced()) {
        throw OrderRule.ORDER.broken(call, "the first entry of " + file.name());
      }
    }
    if (!file.isNameForced()) {
      throw OrderRule.FOLDER.broken(call, "an entry in " + file.name());
    }
  }

  void writeReturned(SystemCall call) {
    TracedFile file = open.get(call.descriptor(0));
    if (file != null) {
      file.writeReturned(call.bytes(1), (int) call.number(3), (int) call.result(), call.line());
      log.read(file, call);
    }
  }

  void forced(SystemCall call) {
    TracedFile file = open.get(call.descriptor(0));
    if (file != null) {
      file.forced(call.began());
      log.forced();
    }
  }

  void renameBegins(SystemCall call) {
    TracedFile file = at(path(call, 0));
    changes(call, file);
    if (file.folder() == folder && path(call, 1).toString().endsWith(".log") && !file.isWhole()) {
      throw OrderRule.WHOLE.broken(call, "a new name for " + file.name());
    }
  }

  void renamed(SystemCall call) {
    TracedFile file = at(path(call, 0));
    names.remove(path(call, 0));
    names.put(path(call, 1), file);
    file.named(String.valueOf(path(call, 1).getFileName()), call.line());
  }

  void removalBegins(SystemCall call) {
    changes(call, at(path(call, 0)));
  }

  /** A lock on a file without a name keeps nobody out. */
  void removed(SystemCall call) {
    TracedFile file = names.remove(path(call, 0));
    if (file != null) {
      locked.remove(file);
    }
  }
}
